"""Verdicts of another implementation of JSON Schema (jsonschema for Python) on specs that are wrong in one place or two.

Needs jsonschema; writes schema-verdicts.json. The seed makes it the same every time.
"""

import copy
import importlib.metadata
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "../../../schemas/warmstart.schema.json").read_text(encoding="utf-8"))
BASE = {
    "name": "Study",
    "protocol": "quick",
    "network": {"encoder": "resnet18", "width": 16},
    "training": {"learning-rate": 0.001, "schedule": "cosine", "epochs": 5, "early-stopping": None},
    "data": {
        "a": "~/a",
        "b": {"root": "b", "layout": "csv", "labels": "l.csv", "label-columns": ["x", "y"], "split": {"train": 0.5}},
        "c": {"phantom": "textures", "images": 100, "size": 64, "seed": 1},
    },
    "weights": "w",
    "tasks": [
        "VFS",
        {
            "name": "mine",
            "kind": "segmentation",
            "metric": "dice",
            "images": "i/*.png",
            "masks": "m/*.png",
            "training": {"schedule": {"kind": "plateau", "factor": 0.5, "patience": 5}, "loss": "soft-dice"},
        },
        {"name": "lungs", "images": "i/*.png", "masks": ["l/*.png", "r/*.png"]},
    ],
    "initializations": [
        "random",
        {"name": "imagenet", "allow-partial": True},
        {"name": "file", "weights": "f.safetensors"},
        {"name": "own", "pretrain": {"from": "random", "on": "c", "method": "supervised", "training": {"batch-size": 8}}},
    ],
    "runs": 3,
    "seed": 1,
    "statistics": {"test": "welch", "alpha": 0.05, "correction": "holm", "margin": None, "ddof": 1},
}
VALUES = [None, True, 0, 1, 3, -1, 2.5, 0.5, 64, 1e9, "", "none", "quick", "cosine", "resnet50", [], ["a", "b"], [1], {}, {"kind": "cosine"}, {"name": "x"}]
KEYS = ["name", "root", "runs", "kind", "weights", "pretrain", "phantom", "images", "epochs", "extra"]


def places(value, path=()):
    yield path
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(child, (*path, key))


def mutate(spec, draw):
    path = draw.choice([place for place in places(spec) if place])
    parent = spec
    for step in path[:-1]:
        parent = parent[step]
    kind = draw.random()
    if kind < 0.5:
        parent[path[-1]] = copy.deepcopy(draw.choice(VALUES))
    elif kind < 0.7:
        del parent[path[-1]]
    elif isinstance(parent, dict):
        parent[draw.choice(KEYS)] = copy.deepcopy(draw.choice(VALUES))
    else:
        parent.append(copy.deepcopy(draw.choice(VALUES)))


def main():
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    draw = random.Random(1)
    specs = [BASE]
    for _ in range(199):
        spec = copy.deepcopy(BASE)
        for _ in range(draw.choice([1, 1, 2])):
            mutate(spec, draw)
        specs.append(spec)
    verdicts = [{"valid": validator.is_valid(spec), "spec": spec} for spec in specs]
    with open(HERE / "schema-verdicts.json", "w", encoding="utf-8") as file:
        file.write(json.dumps({"jsonschema": importlib.metadata.version("jsonschema")})[:-1] + ', "verdicts": [\n')
        file.write(",\n".join(json.dumps(verdict, separators=(",", ":")) for verdict in verdicts) + "\n]}\n")


main()
