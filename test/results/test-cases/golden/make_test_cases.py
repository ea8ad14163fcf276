"""Writes test-cases.json: intervals over test cases by every draw that there can be (scikit-learn, NumPy), and DeLong's by their definition.

Each example has runs of two initializations on the same few cases. The bootstrap is exact: all n^n draws of the n cases, or of the patients, count
once. DeLong's variance is that of a weighted sum of all AUCs (runs x classes), from the contribution of every case; with patients, contributions of
one are summed first. Run: python make_test_cases.py
"""

import itertools
import json
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

UNKNOWN = 255
LEVEL = 0.95
rng = np.random.default_rng(23)
warnings.filterwarnings("ignore")


def macro_auc(scores, truths):
    """[score, classes...]; NaN where it is not defined."""
    parts = []
    for c in range(truths.shape[1]):
        known = truths[:, c] != UNKNOWN
        both = len(set(truths[known, c])) == 2
        parts.append(roc_auc_score(truths[known, c], scores[known, c]) if both else np.nan)
    return [np.nanmean(parts), *parts] if len(parts) > 1 else parts


def dice(overlaps, pooled):
    def one(common, predicted, there):
        return 1.0 if predicted + there == 0 else 2 * common / (predicted + there)

    if pooled:
        return [one(*overlaps.sum(axis=0))]
    return [np.mean([one(*image) for image in overlaps])]


def contributions(scores, labels, groups):
    """What each case adds to the error of an AUC: DeLong's components by pairs, centred, over the number of cases of its label."""
    positive, negative = labels == 1, labels == 0
    x, y = scores[positive], scores[negative]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    out = np.zeros(len(labels))
    for where, v in [(positive, psi.mean(axis=1)), (negative, psi.mean(axis=0))]:
        units = len(set(groups[where]))
        out[where] = (v - psi.mean()) / where.sum() * np.sqrt(units / (units - 1))
    return out


def delong(weights, runs, classes, truths, groups):
    """Standard error of a sum over runs of [macro, classes...][part] with weights {(run, part): weight}."""
    total = np.zeros(len(truths))
    for (run, part), weight in weights.items():
        used = range(classes) if part == 0 else [part - 1]
        for c in used:
            total += weight / len(used) * contributions(runs[run][:, c], truths[:, c].astype(int), groups)
    return float(np.sqrt(sum(total[groups == g].sum() ** 2 for g in set(groups))))


def bounds(values):
    values = np.array(values)
    values = values[~np.isnan(values)]
    return [float(each) for each in np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])]


def example(name, metric, runs, groups=None, truths=None):
    """runs: two of a, two of b."""
    score = (lambda run, _: dice(run, metric == "dice-pooled")) if truths is None else macro_auc
    size = len(runs[0])
    names = groups if groups is not None else [str(i) for i in range(size)]
    units = sorted(set(names), key=list(names).index)
    members = [[i for i in range(size) if names[i] == unit] for unit in units]
    drawn = []
    for draw in itertools.product(range(len(units)), repeat=len(units)):
        cases = [i for unit in draw for i in members[unit]]
        drawn.append([score(run[cases], None if truths is None else truths[cases]) for run in runs])
    drawn = np.array(drawn)  # [draws, runs, parts]
    whole = np.array([score(run, truths) for run in runs])
    parts = whole.shape[1]
    of = {"a1": {(0, 0): 1}, "a": {(0, 0): 0.5, (1, 0): 0.5}}
    of |= {"b": {(2, 0): 0.5, (3, 0): 0.5}, "b-a": {(2, 0): 0.5, (3, 0): 0.5, (0, 0): -0.5, (1, 0): -0.5}}
    of |= {f"b class {part}": {(2, part): 0.5, (3, part): 0.5} for part in range(1, parts)}
    quantities = {}
    for key, weights in of.items():
        total = sum(w * drawn[:, run, part] for (run, part), w in weights.items())
        value = float(sum(w * whole[run, part] for (run, part), w in weights.items()))
        found = {"value": value, "bootstrap": bounds(total)}
        if truths is not None:
            se = delong(weights, runs, truths.shape[1], truths, np.array(names))
            low, high = value - norm.ppf((1 + LEVEL) / 2) * se, value + norm.ppf((1 + LEVEL) / 2) * se
            found["delong"] = [float(low), float(high)] if key == "b-a" else [float(max(0, low)), float(min(1, high))]
        quantities[key] = found
    return {
        "name": name,
        "metric": metric,
        "cases": size,
        "runs": [run.ravel().tolist() for run in runs],
        "scores": whole[:, 0].tolist(),
        "truths": None if truths is None else truths.ravel().tolist(),
        "groups": groups,
        "quantities": quantities,
    }


def scores(truths, decimals):
    signal = np.where(truths == UNKNOWN, 0.5, truths)
    return np.clip(np.round(0.3 * signal + rng.uniform(0, 0.7, truths.shape), decimals), 0, 1).astype(np.float32)


def masks(size, empty):
    there = rng.integers(1, 40, size)
    predicted = rng.integers(1, 40, size)
    there[empty], predicted[empty] = 0, 0
    common = np.array([rng.integers(0, min(a, b) + 1) for a, b in zip(there, predicted)])
    return np.stack([common, predicted, there], axis=1)


one = np.array([[1], [0], [1], [0], [0]], np.uint8)
two = np.array([[1, 0], [0, 1], [1, UNKNOWN], [0, 0], [0, 1]], np.uint8)
grouped = np.array([[1, 0], [1, 1], [0, 0], [0, 1], [1, 1], [0, 0], [0, 1], [1, 0]], np.uint8)
examples = [
    example("one class, with ties", "auc", [scores(one, 1) for _ in range(4)], None, one),
    example("two classes, with an uncertain label", "auc", [scores(two, 3) for _ in range(4)], None, two),
    example("patients with several images", "auc", [scores(grouped, 3) for _ in range(4)], list("ppqqqrss"), grouped),
    example("an image empty in both masks", "dice", [masks(5, 2) for _ in range(4)]),
    example("an image empty in both masks", "dice-pooled", [masks(5, 2) for _ in range(4)]),
    example("patients with several images", "dice", [masks(6, 1) for _ in range(4)], list("uuvwwx")),
]

path = pathlib.Path(__file__).with_name("test-cases.json")
versions = f"NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}"
path.write_text(json.dumps({"versions": versions, "examples": examples}, separators=(",", ":")) + "\n")
