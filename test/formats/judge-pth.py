"""Prints what torch.load reads from a .pth: one tensor a line, values as float32 bit patterns. Arguments: file, 'weights' or 'all'."""
import json, sys
import numpy, torch

for name, value in torch.load(sys.argv[1], weights_only=sys.argv[2] == 'weights').items():
    bits = value.numpy().view(numpy.uint32).reshape(-1).tolist()
    print(json.dumps({'name': name, 'shape': list(value.shape), 'bits': bits, 'dtype': str(value.dtype), 'contiguous': value.is_contiguous()}))
