"""Writes comparisons.json: the verdicts of whole tasks by SciPy and statsmodels. Run: python make_comparisons.py"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import ttost_ind

rng = np.random.default_rng(7)


def task(groups, settings):
    """Every group of two or more runs against the group of highest mean."""
    test, alternative, alpha, correction, margin = (settings[k] for k in ("test", "alternative", "alpha", "correction", "margin"))
    equal = test == "student"
    best = int(np.argmax([np.mean(g) for g in groups]))
    tested = [i for i, g in enumerate(groups) if i != best and len(g) > 1 and len(groups[best]) > 1]

    def correct(p):
        return list(multipletests(p, method="holm")[1]) if correction == "holm" and p else p

    p = correct([float(stats.ttest_ind(groups[i], groups[best], equal_var=equal, alternative=alternative).pvalue) for i in tested])
    q = [None] * len(tested)
    if margin is not None:
        usevar = "pooled" if equal else "unequal"
        q = correct([float(ttost_ind(groups[i], groups[best], -margin / 100, margin / 100, usevar=usevar)[0]) for i in tested])
    verdicts = [{"mark": "untested", "p": None, "equivalenceP": None} for _ in groups]
    verdicts[best]["mark"] = "best"
    for i, pi, qi in zip(tested, p, q):
        mark = "worse" if pi <= alpha else "equivalent" if qi is not None and qi <= alpha else "undecided"
        verdicts[i] = {"mark": mark, "p": pi, "equivalenceP": qi}
    return {"samples": groups, "settings": settings, "expected": verdicts}


def groups():
    spread = 10 ** rng.uniform(-3, -1.7)
    return [
        [float(x) for x in np.round(np.clip(rng.normal(0.8 + rng.normal(0, 0.015), spread, rng.integers(1, 8)), 0, 1), 5)]
        for _ in range(rng.integers(1, 9))
    ]


cases = [
    task(groups(), {"test": t, "alternative": a, "alpha": 0.05, "correction": c, "margin": m, "ddof": 1})
    for t in ("welch", "student")
    for a in ("two-sided", "less")
    for c in ("none", "holm")
    for m in (None, 2)
    for _ in range(4)
]
versions = {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
target = pathlib.Path(__file__).with_name("comparisons.json")
target.write_text(json.dumps({"versions": versions, "cases": cases}, separators=(",", ":")) + "\n")
marks = [v["mark"] for c in cases for v in c["expected"]]
print(target.stat().st_size, "bytes", {m: marks.count(m) for m in sorted(set(marks))})
