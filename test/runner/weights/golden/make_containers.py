"""Small files of every container with every kind of number, and what PyTorch and NumPy read of them. Run: python make_containers.py"""
import argparse
import collections
import gzip
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import torch

here = Path(__file__).parent
folder = here / "containers"
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir()
expected = {}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def of_torch(tensor):
    tensor = tensor.detach().contiguous()
    data = tensor.reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""
    return {"dtype": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "sha256": sha256(data)}


def of_numpy(array):
    little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"))
    return {"dtype": array.dtype.name, "shape": list(array.shape), "sha256": sha256(little.tobytes())}


def flat(value, path=""):
    if torch.is_tensor(value):
        yield path, of_torch(value)
    elif isinstance(value, (dict, list, tuple)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flat(item, f"{path}.{key}" if path else str(key))


base = torch.arange(24, dtype=torch.float32) / 7
numbers = torch.tensor([0.0, 1.5, -2.25, 448.0, float("inf"), float("nan"), 6e-8])
kinds = {str(dtype).removeprefix("torch."): numbers.to(dtype) for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16)}
kinds |= {str(dtype).removeprefix("torch."): torch.tensor([0, 1, 100], dtype=dtype) for dtype in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)}
kinds |= {"bool": torch.tensor([True, False]), "complex64": torch.tensor([1 + 2j]), "complex128": torch.tensor([1 - 2j], dtype=torch.complex128)}
newer = {str(dtype).removeprefix("torch."): torch.tensor([0.0, 1.5, -2.0]).to(dtype) for dtype in (torch.float8_e4m3fn, torch.float8_e5m2)}
newer |= {str(dtype).removeprefix("torch."): torch.tensor([0, 1, 100]).to(dtype) for dtype in (torch.uint16, torch.uint32, torch.uint64)}
views = {
    "contiguous": base.reshape(2, 3, 4),
    "transposed": base.reshape(4, 6).t(),
    "permuted": base.reshape(2, 3, 4).permute(2, 0, 1),
    "channels_last": base.reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
    "sliced": base.reshape(4, 6)[1:3, ::2],
    "expanded": base[:1].expand(3, 2),
    "scalar": base[5],
    "empty": torch.zeros(0, 3),
    "parameter": torch.nn.Parameter(base[:4]),
}
content = {
    "epoch": 3,
    "arch": "resnet50",
    "args": argparse.Namespace(lr=0.1, layers=[1, 2]),
    "best": np.float64(0.5),
    "history": collections.defaultdict(list),
    "optimizer": {"state": {0: {"momentum_buffer": base[:3], "step": 7}}, "param_groups": [{"lr": 0.1, "params": [0]}]},
}


def save(file, state, legacy=False):
    whole = {**content, "state_dict": state}
    torch.save(whole, folder / file, _use_new_zipfile_serialization=not legacy)
    record(file)


def record(file):
    loaded = torch.load(folder / file, weights_only=False)
    expected[file] = dict(flat(loaded["state_dict"])) | dict(flat({"optimizer": loaded["optimizer"]}))


def repacked(file, source, compression, change=lambda name, data: data):
    """The same entries in an archive of Python's."""
    with zipfile.ZipFile(folder / source) as old, zipfile.ZipFile(folder / file, "w", compression) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            with new.open(info, "w", force_zip64=True) as entry:
                entry.write(change(name, old.read(name)))
    record(file)


class Module(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 2, 3, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(2)


torch.manual_seed(1)
save("kinds.pth", {**kinds, **newer, **views})
save("kinds-legacy.pth", {**kinds, **views}, legacy=True)
save("parallel.pth", torch.nn.DataParallel(Module()).state_dict())
repacked("deflated.pth", "parallel.pth", zipfile.ZIP_DEFLATED)
repacked("zip64.pth", "parallel.pth", zipfile.ZIP_STORED)


def big(name, data):
    if name.endswith("byteorder"):
        return b"big"
    if "/data/" not in name:
        return data
    # Only the batch counter, of 8 bytes, is wider than float32 there.
    return np.frombuffer(data, "<i8" if len(data) == 8 and np.frombuffer(data, "<i8")[0] == 0 else "<f4").byteswap().tobytes()


repacked("big-endian.pth", "parallel.pth", zipfile.ZIP_STORED, big)

arrays = {
    "f4": np.arange(6, dtype="<f4").reshape(2, 3) / 7,
    "big": np.arange(6, dtype=">f4").reshape(2, 3) / 7,
    "fortran": np.asfortranarray(np.arange(6, dtype="<f8").reshape(2, 3)),
    "half": np.arange(3, dtype="<f2"),
    "flags": np.array([True, False]),
    "scalar": np.float32(3.5),
    "empty": np.zeros((0, 2), np.float32),
}
np.savez(folder / "arrays.npz", **arrays)
np.savez_compressed(folder / "compressed.npz", **arrays)
np.save(folder / "one.npy", arrays["f4"])
for file in ("arrays.npz", "compressed.npz"):
    expected[file] = {name: of_numpy(np.asarray(array)) for name, array in np.load(folder / file).items()}
expected["one.npy"] = {"array": of_numpy(np.load(folder / "one.npy"))}

torch.save(Module(), folder / "whole-module.pth")
torch.save({"model": Module(), "epoch": 1}, folder / "module-inside.pth")
torch.jit.script(torch.nn.Linear(2, 2)).save(folder / "torchscript.pt")
np.save(folder / "objects.npy", np.array([{"a": 1}], dtype=object))

versions = {"torch": torch.__version__, "numpy": np.__version__}
(folder / "expected.json").write_text(json.dumps({"files": expected, "versions": versions}))
for path in list(folder.iterdir()):
    with gzip.GzipFile(f"{path}.gz", "wb", compresslevel=9, mtime=0) as packed:
        packed.write(path.read_bytes())
    path.unlink()
