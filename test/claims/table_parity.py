"""Trains a table's network again with PyTorch alone, from a bundle's first parameters and on the rows that its steps used.

Usage: table_parity.py BUNDLE CSV STEPS    (the table that was trained on: a line that counts rows and columns, the label last, two classes)
Prints one JSON: the version of PyTorch, and of each step its rows, its loss, and every tensor's L2 norm after it.

What `test/fixtures/breast-cancer/trace.json` holds was printed by this script, of a bundle that `npm run prove -- table-parity` made.
"""

import gzip
import json
import struct
import sys
import zipfile

import numpy
import torch
from torch import nn
from torch.nn import functional


class Head(nn.Module):
    """The documents' head on a table: inputs, 500, ReLU, one logit."""

    def __init__(self, inputs):
        super().__init__()
        self.fc1 = nn.Linear(inputs, 500)
        self.fc2 = nn.Linear(500, 1)

    def forward(self, x):
        return self.fc2(functional.relu(self.fc1(x)))[:, 0]


def read_safetensors(data):
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        first, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[first:end], "<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors


def read_usage(data):
    """Rows by step, in the order of the batch."""
    lines = gzip.decompress(data).decode().splitlines()
    return [[int(cell) for cell in line.split("\t")[1:]] for line in lines]


def read_table(path, train_rows):
    """Columns standardised by mean and population deviation of the rows that were trained on."""
    with open(path) as lines:
        next(lines)
        cells = numpy.array([[float(cell) for cell in line.split(",")] for line in lines])
    features, labels = cells[:, :-1], cells[:, -1]
    train = features[sorted(train_rows)]
    standardised = (features - train.mean(axis=0)) / train.std(axis=0)
    return torch.from_numpy(standardised.astype(numpy.float32)), torch.from_numpy(labels.astype(numpy.float32))


def main(bundle, table, steps):
    with zipfile.ZipFile(bundle) as files:
        first = read_safetensors(files.read("parameters/keyframe-0.safetensors"))
        usage = read_usage(files.read("usage/pretrain.tsv.gz"))
    features, labels = read_table(table, {row for rows in usage for row in rows})
    model = Head(features.shape[1])
    model.load_state_dict({name: first[name] for name in model.state_dict()}, strict=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.999), eps=1e-8)
    trace = []
    for rows in usage[:steps]:
        loss = functional.binary_cross_entropy_with_logits(model(features[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        norms = {name: value.detach().double().norm().item() for name, value in model.named_parameters()}
        trace.append({"rows": rows, "loss": loss.item(), "l2": norms})
    print(json.dumps({"torch": torch.__version__, "steps": trace}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
