"""Writes comparisons.json: the verdicts of whole tasks by SciPy and statsmodels. Run: python make_comparisons.py"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(7)
METHODS = {"holm": "holm", "benjamini-hochberg": "fdr_bh"}
EVERY_DEAL = 200_000  # More than the deals of the permutation tests below, so that SciPy counts them all.


def p_value(a, b, test, alternative):
    """First against second; scores of the same run have the same place in both."""
    a, b = np.asarray(a), np.asarray(b)
    if test in ("paired-t", "wilcoxon"):
        a, b = a[: len(b)], b[: len(a)]
    if test in ("welch", "student"):
        return stats.ttest_ind(a, b, equal_var=test == "student", alternative=alternative).pvalue
    if test == "paired-t":
        return stats.ttest_rel(a, b, alternative=alternative).pvalue
    if test == "mann-whitney":
        return stats.mannwhitneyu(a, b, alternative=alternative, method="exact").pvalue
    if test == "wilcoxon":
        return stats.wilcoxon(np.round(a - b, 12), alternative=alternative, method="exact").pvalue
    # Whole numbers add up exactly in any order; of decimals SciPy may miss the observed deal itself, and answer 0.
    a, b = np.round(1e9 * a), np.round(1e9 * b)
    difference = lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis)
    return stats.permutation_test((a, b), difference, alternative=alternative, n_resamples=EVERY_DEAL, vectorized=True).pvalue


def task(groups, settings):
    test, alternative, alpha, correction, margin = (settings[k] for k in ("test", "alternative", "alpha", "correction", "margin"))
    best = int(np.argmax([np.mean(g) for g in groups]))
    reference = len(groups) - 1 if settings["compare"] == "reference" else None
    anchor = best if reference is None else reference
    if settings["compare"] == "all-pairs":
        pairs = [(i, j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
    else:
        pairs = [(i, anchor) for i in range(len(groups)) if i != anchor]
    pairs = [(i, j) for i, j in pairs if len(groups[i]) > 1 and len(groups[j]) > 1]

    def correct(p):
        return list(multipletests(p, method=METHODS[correction])[1]) if correction in METHODS and p else p

    def within(a, b):
        """TOST as two tests of the first group, moved by the margin."""
        shift = margin / 100
        # Rounding keeps ties that the shift makes.
        low = p_value(np.round(np.add(a, shift), 12), b, test, "greater")
        return max(low, p_value(np.round(np.subtract(a, shift), 12), b, test, "less"))

    p = correct([float(p_value(groups[i], groups[j], test, alternative)) for i, j in pairs])
    q = correct([float(within(groups[i], groups[j])) for i, j in pairs]) if margin is not None else [None] * len(pairs)
    verdicts = [{"mark": "untested", "p": None, "equivalenceP": None} for _ in groups]
    verdicts[anchor]["mark"] = "best" if reference is None else "reference"
    for (i, j), pi, qi in zip(pairs, p, q):
        if anchor not in (i, j):
            continue
        other = i if j == anchor else j
        below = p_value(groups[other], groups[anchor], test, "less") < 0.5
        mark = ("worse" if below else "better") if pi <= alpha else "equivalent" if qi is not None and qi <= alpha else "undecided"
        verdicts[other] = {"mark": mark, "p": pi, "equivalenceP": qi}
    return {"samples": groups, "reference": reference, "settings": settings, "expected": verdicts}


def groups():
    spread = 10 ** rng.uniform(-3, -1.7)
    return [
        [float(x) for x in np.round(np.clip(rng.normal(0.8 + rng.normal(0, 0.015), spread, rng.integers(1, 8)), 0, 1), 5)]
        for _ in range(rng.integers(1, 9))
    ]


SIDES = {"best": ("two-sided", "less"), "reference": ("two-sided", "less", "greater"), "all-pairs": ("two-sided",)}
cases = [
    task(
        groups(),
        {
            "test": t,
            "compare": w,
            "reference": "reference" if w == "reference" else None,
            "alternative": a,
            "alpha": 0.05,
            "correction": c,
            "margin": m,
            "ddof": 1,
        },
    )
    for t in ("welch", "student", "paired-t", "mann-whitney", "wilcoxon", "permutation")
    for w in ("best", "reference", "all-pairs")
    for a in SIDES[w]
    for c in ("none", "holm", "benjamini-hochberg")
    for m in (None, 2)
    for _ in range(2 if t in ("welch", "student") else 1)
]
versions = {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
target = pathlib.Path(__file__).with_name("comparisons.json")
target.write_text(json.dumps({"versions": versions, "cases": cases}, separators=(",", ":")) + "\n")
marks = [v["mark"] for c in cases for v in c["expected"]]
print(target.stat().st_size, "bytes", {m: marks.count(m) for m in sorted(set(marks))})
