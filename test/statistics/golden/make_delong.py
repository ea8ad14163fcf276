"""Writes delong.json: DeLong's estimates from their definition, pair by pair, and AUCs of repeated cases. Run: python make_delong.py"""

import json
import math
import pathlib

import numpy as np
import scipy
from scipy.stats import norm

rng = np.random.default_rng(11)


def psi(scores, labels):
    """[positives, negatives]: 1 where the pair is in order, 1/2 where it is tied."""
    x, y = scores[labels == 1], scores[labels == 0]
    return (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])


def compare(a, b, labels):
    pairs = [psi(s, labels) for s in (a, b)]
    v10 = np.cov([p.mean(axis=1) for p in pairs])
    v01 = np.cov([p.mean(axis=0) for p in pairs])
    m, n = pairs[0].shape
    s = v10 / m + v01 / n
    aucs = [p.mean() for p in pairs]
    d = aucs[0] - aucs[1]
    se = math.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    return {
        "auc": aucs,
        "standardErrors": [math.sqrt(s[0, 0]), math.sqrt(s[1, 1])],
        "difference": d,
        "standardError": se,
        "low": d - norm.ppf(0.975) * se,
        "high": d + norm.ppf(0.975) * se,
        "p": float(2 * norm.sf(abs(d) / se)),
    }


cases = []
for size, decimals in [(12, 1), (40, 1), (60, 3), (25, 0), (80, 6)]:
    labels = np.concatenate([[1, 1, 0, 0], rng.integers(0, 2, size - 4)])
    a = np.round(labels * rng.uniform(0, 1) + rng.normal(0, 1, size), decimals)
    b = np.round(0.5 * a + labels * rng.uniform(0, 0.5) + rng.normal(0, 1, size), decimals)
    times = rng.multinomial(size, np.ones(size) / size)
    repeated = np.repeat(np.arange(size), times)
    cases.append(
        {"labels": labels.tolist(), "a": a.tolist(), "b": b.tolist(), "times": times.tolist()}
        | compare(a, b, labels)
        | {"repeatedAuc": float(psi(a[repeated], labels[repeated]).mean())}
    )

path = pathlib.Path(__file__).with_name("delong.json")
versions = f"NumPy {np.__version__}, SciPy {scipy.__version__}"
path.write_text(json.dumps({"versions": versions, "cases": cases}, separators=(",", ":")) + "\n")
