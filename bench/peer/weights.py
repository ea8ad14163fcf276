"""PyTorch's side of the duel of loading.

`python weights.py make FOLDER` writes torchvision's ResNet-50 in each kind of file. `python weights.py load FILE` says `ready` after the first
loading; then loads the file into a fresh network, which is made before the clock starts, for every line that comes in, and answers with its
milliseconds; `end` is answered with the megabytes that the first loading took at its peak.
"""
import os
import re
import sys
import time
from pathlib import Path

import safetensors.torch
import torch
import torchvision


def make(folder):
    torch.manual_seed(1)
    state = torchvision.models.resnet50(weights=None).state_dict()
    torch.save(state, folder / "resnet50.pth")
    torch.save(state, folder / "resnet50-legacy.pth", _use_new_zipfile_serialization=False)
    safetensors.torch.save_file(state, folder / "resnet50.safetensors")


def megabytes(field):
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+) kB$", status, re.M)[1]) * 1024 / 1e6


def load(file):
    torch.set_num_threads(int(os.environ["BENCH_THREADS"]))
    read = safetensors.torch.load_file if file.endswith(".safetensors") else torch.load

    def timed():
        network = torchvision.models.resnet50(weights=None)
        before = megabytes("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # resets the peak
        started = time.perf_counter()
        network.load_state_dict(read(file))
        return (time.perf_counter() - started) * 1000, megabytes("VmHWM") - before

    _, peak = timed()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "end":
            break
        print(timed()[0], flush=True)
    print(peak, flush=True)


if sys.argv[1] == "make":
    make(Path(sys.argv[2]))
else:
    load(sys.argv[2])
