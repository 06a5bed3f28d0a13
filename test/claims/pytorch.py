"""Loads a bundle's pretrained model into the documents' network and measures it on test rows, with PyTorch alone.

Usage: pytorch.py BUNDLE TEST_IMAGES TEST_LABELS    (IDX files, gzipped)
"""

import gzip
import io
import json
import sys
import zipfile

import numpy
import torch
from torch import nn
from torch.nn import functional


class Model(nn.Module):
    """The documents' CNN: 431,080 parameters for ten classes."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(4 * 4 * 50, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2, 2)
        x = functional.max_pool2d(functional.relu(self.conv2(x)), 2, 2)
        return self.fc2(functional.relu(self.fc1(x.view(-1, 4 * 4 * 50))))


def read_idx(path):
    data = gzip.open(path).read()
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return numpy.frombuffer(data, numpy.uint8, offset=4 + 4 * data[3]).reshape(shape)


def main(bundle, images, labels):
    with zipfile.ZipFile(bundle) as archive:
        weights = io.BytesIO(archive.read("models/pretrained_model.pth"))
    model = Model()
    model.load_state_dict(torch.load(weights, map_location="cpu"), strict=True)
    model.eval()
    x = torch.from_numpy(read_idx(images).astype(numpy.float32) / 255)[:, None]
    y = torch.from_numpy(read_idx(labels).astype(numpy.int64))
    with torch.no_grad():
        right = sum(int((model(x[i : i + 1000]).argmax(1) == y[i : i + 1000]).sum()) for i in range(0, len(x), 1000))
    print(json.dumps({"torch": torch.__version__, "rows": len(x), "accuracy": right / len(x)}))


main(*sys.argv[1:])
