"""Times PyTorch's training step on the benchmark's own parameters and rows, data resident, eager, on the CPU.

Usage: pytorch_step.py FOLDER THREADS CAP_SECONDS    (FOLDER holds task.json, parameters.bin, inputs.bin, targets.bin)
Prints one JSON: losses of the first steps, milliseconds a step of each window.
"""

import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

GATE_STEPS = 10
WARM_UP_STEPS = 50


class Model(nn.Module):
    """The documents' CNN, its ReLU behind the pool as in ours: equal, and cheaper."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(4 * 4 * 50, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = functional.relu(functional.max_pool2d(self.conv1(x), 2, 2))
        x = functional.relu(functional.max_pool2d(self.conv2(x), 2, 2))
        return self.fc2(functional.relu(self.fc1(x.view(-1, 4 * 4 * 50))))


def read_task(folder):
    task = json.loads((folder / "task.json").read_text())
    values = torch.from_numpy(numpy.fromfile(folder / "parameters.bin", numpy.float32))
    state, at = {}, 0
    for name, shape in task["parameters"]:
        size = int(numpy.prod(shape))
        state[name] = values[at : at + size].reshape(shape).clone()
        at += size
    rows = numpy.fromfile(folder / "inputs.bin", numpy.float32).reshape(-1, task["batchSize"], 1, 28, 28)
    targets = numpy.fromfile(folder / "targets.bin", numpy.float32).astype(numpy.int64).reshape(-1, task["batchSize"])
    return state, torch.from_numpy(rows), torch.from_numpy(targets)


def build():
    """What multiplies matrices: a PyTorch without a tuned BLAS is slower than it could be, and a reader must know."""
    settings = dict(part.strip().split("=", 1) for part in torch.__config__.show().split(",") if "=" in part)
    blas = next((value for key, value in settings.items() if key.endswith("BLAS_INFO")), "unknown")
    return f"BLAS {blas}, MKL {torch.backends.mkl.is_available()}, oneDNN {torch.backends.mkldnn.is_available()}"


def main(folder, threads, cap_seconds):
    torch.set_num_threads(threads)
    started = time.perf_counter()
    state, rows, targets = read_task(pathlib.Path(folder))
    model = Model()
    model.load_state_dict(state, strict=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.999), eps=1e-8)
    done = 0

    def train(count):
        nonlocal done
        losses = []
        for _ in range(count):
            batch = done % len(rows)
            optimizer.zero_grad(set_to_none=True)
            loss = functional.cross_entropy(model(rows[batch]), targets[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            done += 1
        return losses

    losses = train(1)
    first_loss = time.perf_counter() - started
    losses += train(GATE_STEPS - 1)
    train(WARM_UP_STEPS)
    before = time.perf_counter()
    train(5)
    per_window = max(1, round(5 / (time.perf_counter() - before)))
    windows = []
    deadline = time.perf_counter() + cap_seconds
    while len(windows) < 15 and (len(windows) < 5 or time.perf_counter() < deadline):
        before = time.perf_counter()
        train(per_window)
        windows.append(1000 * (time.perf_counter() - before) / per_window)
    result = {
        "losses": losses,
        "stepMs": windows,
        "steps": per_window * len(windows),
        "firstLossMs": 1000 * first_loss,
        "facts": {"torch": torch.__version__, "threads": str(torch.get_num_threads()), "build": build()},
    }
    print(json.dumps(result))


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
