"""Times PyTorch's training step on the benchmark's own parameters and rows, data resident, TF32 off.

Usage: pytorch_step.py FOLDER DEVICE MODE THREADS CAP_SECONDS
(FOLDER holds task.json, parameters.bin, inputs.bin, targets.bin; DEVICE cpu or cuda; MODE eager, compiled or graph)
Prints one JSON: losses of the first steps, milliseconds a step of each window, what the device reaches at best; or the reason
why it was not measured.
"""

import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

WARM_UP_STEPS = 50
FREE_STRIDE = 16
FLOOR_SIDE = 1024
COPY_FLOATS = 16 * 1024 * 1024


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


def read_task(folder, device):
    task = json.loads((folder / "task.json").read_text())
    values = torch.from_numpy(numpy.fromfile(folder / "parameters.bin", numpy.float32))
    state, at = {}, 0
    for name, shape in task["parameters"]:
        size = int(numpy.prod(shape))
        state[name] = values[at : at + size].reshape(shape).clone()
        at += size
    rows = numpy.fromfile(folder / "inputs.bin", numpy.float32).reshape(-1, task["batchSize"], 1, 28, 28)
    targets = numpy.fromfile(folder / "targets.bin", numpy.float32).astype(numpy.int64).reshape(-1, task["batchSize"])
    return task["gateSteps"], state, torch.from_numpy(rows).to(device), torch.from_numpy(targets).to(device)


def why_not(device, mode):
    if device == "cuda" and not torch.cuda.is_available():
        return "PyTorch sees no CUDA card here"
    if mode != "eager" and int(torch.__version__.split(".")[0]) < 2:
        return f"it takes PyTorch 2, and {torch.__version__} is here"
    return None


def build(device):
    """What multiplies matrices: a PyTorch without a tuned BLAS is slower than it could be, and a reader must know."""
    if device == "cuda":
        return f"{torch.cuda.get_device_name()}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}"
    settings = dict(part.strip().split("=", 1) for part in torch.__config__.show().split(",") if "=" in part)
    blas = next((value for key, value in settings.items() if key.endswith("BLAS_INFO")), "unknown")
    return f"BLAS {blas}, MKL {torch.backends.mkl.is_available()}, oneDNN {torch.backends.mkldnn.is_available()}"


def wait(device):
    if device == "cuda":
        torch.cuda.synchronize()


def fastest(act, device, times):
    """Seconds of one call; a card is waited for after twenty only."""
    repeats = 20 if device == "cuda" else 1
    best = float("inf")
    for trial in range(times + 1):
        before = time.perf_counter()
        for _ in range(repeats):
            act()
        wait(device)
        if trial > 0:
            best = min(best, (time.perf_counter() - before) / repeats)
    return best


def floor(device):
    a = torch.rand(FLOOR_SIDE, FLOOR_SIDE, device=device)
    b = torch.rand(FLOOR_SIDE, FLOOR_SIDE, device=device)
    source = torch.ones(COPY_FLOATS, device=device)
    target = torch.zeros_like(source)
    product = fastest(lambda: torch.mm(a, b), device, 20)
    copy = fastest(lambda: target.copy_(source), device, 10)
    count = torch.zeros(1, device=device)
    launch = fastest(lambda: count.add_(1), device, 50) if device == "cuda" else 0
    return {
        "gigaflops": 2 * FLOOR_SIDE**3 / product / 1e9,
        "gigabytesPerSecond": 2 * 4 * COPY_FLOATS / copy / 1e9,
        "dispatchMs": 1000 * launch,
    }


def stepper(model, optimizer, rows, targets, mode):
    """A function of the number of a batch that takes one step and gives the loss, still on the device."""
    loss_of = lambda x, y: functional.cross_entropy(model(x), y)
    if mode == "compiled":
        loss_of = torch.compile(loss_of)

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(x, y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    if mode == "graph":
        return recorded(model, optimizer, step, rows, targets)
    return lambda batch: step(rows[batch], targets[batch])


def recorded(model, optimizer, step, rows, targets):
    """One CUDA graph a step. What warming up and recording did to parameters and moments is undone: training starts where it does
    for everyone."""
    x, y = rows[0].clone(), targets[0].clone()
    start = {name: value.clone() for name, value in model.state_dict().items()}
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step(x, y)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step(x, y)
    model.load_state_dict(start)
    for state in optimizer.state.values():
        for value in state.values():
            value.zero_()

    def replay(batch):
        x.copy_(rows[batch])
        y.copy_(targets[batch])
        graph.replay()
        return loss.clone()

    return replay


class Training:
    """Steps on the batches in turn, with the time between two losses."""

    def __init__(self, step, batches):
        self.step, self.batches, self.done, self.intervals = step, batches, 0, []

    def send(self):
        loss = self.step(self.done % self.batches)
        self.done += 1
        return loss

    def delivered(self, count):
        losses, last = [], time.perf_counter()
        for _ in range(count):
            losses.append(self.send().item())
            now = time.perf_counter()
            self.intervals.append(now - last)
            last = now
        return losses

    def freely(self, count):
        for i in range(count):
            loss = self.send()
            if i == count - 1 or i % FREE_STRIDE == FREE_STRIDE - 1:
                loss.item()


def windows(train, per_window, cap_seconds, least):
    times, deadline = [], time.perf_counter() + cap_seconds
    while len(times) < 15 and (len(times) < least or time.perf_counter() < deadline):
        before = time.perf_counter()
        train(per_window)
        times.append(1000 * (time.perf_counter() - before) / per_window)
    return times


def measure(folder, device, mode, threads, cap_seconds):
    reason = why_not(device, mode)
    if reason:
        return {"reason": reason}
    torch.set_num_threads(threads)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    best = floor(device)
    started = time.perf_counter()
    gate_steps, state, rows, targets = read_task(pathlib.Path(folder), device)
    model = Model().to(device)
    model.load_state_dict(state, strict=True)
    options = {"capturable": True} if mode == "graph" else {}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.999), eps=1e-8, **options)
    training = Training(stepper(model, optimizer, rows, targets, mode), len(rows))
    losses = training.delivered(1)
    first_loss = time.perf_counter() - started
    losses += training.delivered(gate_steps - 1)
    training.delivered(max(0, WARM_UP_STEPS - gate_steps))
    before = time.perf_counter()
    training.delivered(5)
    per_window = max(1, round(5 / (time.perf_counter() - before)))
    training.intervals = []
    step_ms = windows(training.delivered, per_window, cap_seconds, 5)
    p95 = 1000 * float(numpy.quantile(training.intervals, 0.95))
    return {
        "losses": losses,
        "stepMs": step_ms,
        "steps": per_window * len(step_ms),
        "p95Ms": p95,
        # On the CPU a step is done when it returns: nothing is gained by not looking.
        "freeMs": windows(training.freely, per_window, cap_seconds / 3, 1) if device == "cuda" else None,
        "firstLossMs": 1000 * first_loss,
        "facts": {"torch": torch.__version__, "threads": str(torch.get_num_threads()), "build": build(device)},
        "floor": best,
    }


_, folder, device, mode, threads, cap_seconds = sys.argv
print(json.dumps(measure(folder, device, mode, int(threads), float(cap_seconds))))
