"""Ids by another implementation: Python's json and hashlib. Run from this folder; writes job-id.json."""

import hashlib
import json
import platform

JOB = {
    "format": 1,
    "kind": "segmentation",
    "metric": "dice",
    "dataset": {"name": "drive", "split": None, "layout": "drive"},
    "network": {"width": 64, "encoder": "resnet18"},
    "training": {
        "imageSize": 256,
        "batchSize": 4,
        "learningRate": 0.0002,
        "schedule": {"kind": "plateau", "patience": 5, "factor": 0.5, "threshold": 0.0001},
        "epochs": 30,
        "earlyStopping": None,
        "loss": "soft-dice",
        "augmentation": "flip",
        "normalisation": "imagenet",
        "testTimeAugmentation": "none",
    },
    "initialization": {"source": "file", "file": "wéights/é.safetensors", "allowPartial": False},
    "seed": 7,
}


def sha256(text):
    return hashlib.sha256(text.encode("utf-8"))


canonical = json.dumps(JOB, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
seeds = {f"{seed}/{run}": int.from_bytes(sha256(f"{seed}/{run}").digest()[:4], "big") >> 1 for seed in (0, 1) for run in (0, 1, 10)}
with open("job-id.json", "w", encoding="utf-8") as file:
    json.dump({"python": platform.python_version(), "job": JOB, "canonical": canonical, "id": sha256(canonical).hexdigest()[:16], "seeds": seeds}, file, indent=1, ensure_ascii=False)
