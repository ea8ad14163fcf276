"""Writes summaries.json: SciPy's t-tests from means and standard deviations. Run: python make_summaries.py"""

import json
import pathlib

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(7)


def case(a, b):
    p = {
        f"{name} {side}": float(
            stats.ttest_ind_from_stats(*a, *b, equal_var=equal, alternative=side).pvalue
        )
        for name, equal in [("welch", False), ("student", True)]
        for side in ["two-sided", "less", "greater"]
    }
    return {"a": a, "b": b, "p": p}


pairs = [
    ((98.19, 0.13, 10), (98.31, 0.05, 10)),
    ((87.1, 0.36, 10), (87.4, 0.26, 10)),
    ((66.19, 4.26, 10), (67.93, 1.45, 3)),
    ((80.0, 0.0, 5), (80.5, 0.3, 2)),
]
for _ in range(40):
    center = rng.uniform(50, 95)
    sides = [(round(center + rng.normal(), 2), round(10 ** rng.uniform(-2, 0.5), 2), int(rng.integers(2, 30))) for _ in range(2)]
    pairs.append(tuple(sides))

out = {"versions": f"SciPy {scipy.__version__}", "cases": [case(a, b) for a, b in pairs]}
path = pathlib.Path(__file__).with_name("summaries.json")
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
