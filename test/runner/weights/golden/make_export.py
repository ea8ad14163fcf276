"""What torch.load(weights_only=True) reads of a .pth that Warmstart has written. Run: python make_export.py"""
import hashlib
import json
import subprocess
from pathlib import Path

import torch

here = Path(__file__).parent
file = here / "export.pth"
subprocess.run(["node", "--import", "tsx", str(here / "export-fixture.ts"), str(file)], check=True)
loaded = torch.load(file, weights_only=True)
tensors = {
    name: {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "sha256": hashlib.sha256(tensor.contiguous().numpy().tobytes()).hexdigest(),
    }
    for name, tensor in loaded.items()
}
(here / "export.json").write_text(json.dumps({"tensors": tensors, "versions": {"torch": torch.__version__}}, ensure_ascii=False))
