"""A golden .safetensors file with every kind of number that is read, written by the reference library. Run: python make_safetensors.py"""
import json
from pathlib import Path

import safetensors
import torch
from safetensors.torch import save_file

values = [0.0, -0.0, 1.0, -1.5, 3.140625, 65504.0, 6.103515625e-05, 5.960464477539063e-08, float("inf"), float("-inf")]
floats = torch.tensor(values, dtype=torch.float64)
integers = torch.tensor([0, 1, -1, 2**31 - 1, -(2**31), 12345], dtype=torch.int64)
tensors = {
    "layer1.0.conv1.weight": torch.arange(24, dtype=torch.float32).reshape(2, 3, 2, 2) / 7,
    "f64": floats,
    "f16": floats.to(torch.float16),
    "bf16": floats.to(torch.bfloat16),
    "i32": integers.to(torch.int32),
    "i64": integers,
    "bn1.num_batches_tracked": torch.tensor(7, dtype=torch.int64),
    "empty": torch.zeros(0, 3),
    "ümlaut": torch.ones(1),
}
here = Path(__file__).parent
save_file(tensors, here / "kinds.safetensors", metadata={"format": "pt", "note": "größer"})
expected = {}
for name, tensor in tensors.items():
    numbers = tensor.to(torch.float32) if tensor.is_floating_point() else tensor.to(torch.int32)
    expected[name] = {
        "shape": list(tensor.shape),
        "kind": "float" if tensor.is_floating_point() else "int",
        "values": [str(float(value)) if tensor.is_floating_point() else int(value) for value in numbers.flatten()],
    }
versions = {"safetensors": safetensors.__version__, "torch": torch.__version__}
(here / "kinds.json").write_text(json.dumps({"tensors": expected, "versions": versions}))
