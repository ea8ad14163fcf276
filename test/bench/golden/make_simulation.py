"""Writes simulation.json: the rates of docs/statistics.md as SciPy and statsmodels find them, on scores of NumPy's own drawing.

Run: python make_simulation.py (ten minutes)
"""

import itertools
import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20210813)
more = np.random.default_rng(108)  # Of its own, so that what was there before stays as it was.
DRAWS = 20_000
ALPHA = 0.05
RUNS = (3, 5, 10)
cells = []


def cell(section, labels, column, outcomes):
    """outcomes: what was counted in each draw, from 0 to 1."""
    outcomes = np.asarray(outcomes, float)
    labels = [str(label) for label in labels]
    cells.append({"section": section, "labels": labels, "column": column, "sum": round(outcomes.sum(), 6), "draws": len(outcomes)})


def permutation(a, b, alternative):
    """Every deal of the values of a draw, all draws at once."""
    n, values = a.shape[1], np.concatenate([a, b], axis=1)
    deals = np.zeros((2 * n, sum(1 for _ in itertools.combinations(range(2 * n), n))))
    for index, chosen in enumerate(itertools.combinations(range(2 * n), n)):
        deals[list(chosen), index] = 1
    sums = values @ deals
    observed = a.sum(axis=1, keepdims=True)
    lower, upper = (sums <= observed + 1e-12).mean(axis=1), (sums >= observed - 1e-12).mean(axis=1)
    return {"less": lower, "greater": upper, "two-sided": np.minimum(1, 2 * np.minimum(lower, upper))}[alternative]


TESTS = {
    "welch": lambda a, b, side: stats.ttest_ind(a, b, axis=1, equal_var=False, alternative=side).pvalue,
    "student": lambda a, b, side: stats.ttest_ind(a, b, axis=1, alternative=side).pvalue,
    "paired-t": lambda a, b, side: stats.ttest_rel(a, b, axis=1, alternative=side).pvalue,
    "mann-whitney": lambda a, b, side: stats.mannwhitneyu(a, b, axis=1, method="exact", alternative=side).pvalue,
    "wilcoxon": lambda a, b, side: stats.wilcoxon(a - b, axis=1, method="exact", alternative=side).pvalue,
    "permutation": permutation,
}


def each_test(runs):
    """Ten runs a side have too many deals for this way of counting them."""
    return {name: test for name, test in TESTS.items() if name != "permutation" or runs <= 5}


def normal(k, n, means=(), correlation=0.0):
    """draws x initializations x runs, in standard deviations."""
    shared, own = rng.normal(size=(DRAWS, 1, n)), rng.normal(size=(DRAWS, k, n))
    scores = np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own
    scores[:, : len(means)] += np.asarray(means, float).reshape(1, -1, 1)
    return scores


def two(n, difference=0.0, correlation=0.0):
    """The tested initialization, lower by `difference`, and the reference."""
    x = normal(2, n, (0, -difference), correlation)
    return x[:, 1], x[:, 0]


def single_tests():
    for side, n in itertools.product(("two-sided", "less"), RUNS):
        for name, test in each_test(n).items():
            cell("simulated-tests", [side, n], name, test(*two(n), side) <= ALPHA)
    for margin, n in itertools.product((1, 3), RUNS):
        for name, test in each_test(n).items():
            a, b = two(n, margin)
            p = np.maximum(test(a + margin, b, "greater"), test(a - margin, b, "less"))
            cell("simulated-equivalence", [f"{margin} sd", n], name, p <= ALPHA)
    for difference, n in itertools.product((1, 2, 3), RUNS):
        for name, test in each_test(n).items():
            cell("simulated-power", [f"{difference} sd", n], name, test(*two(n, difference), "two-sided") <= ALPHA)
    for difference, correlation in itertools.product((0, 1), (0, 0.5, 0.8)):
        for name, test in each_test(10).items():
            labels = [f"{difference} sd" if difference else "none", correlation]
            cell("simulated-seeds", labels, name, test(*two(10, difference, correlation), "two-sided") <= ALPHA)


def odd_worlds():
    def pressed(n, spread=1.0):
        return spread * (1 - rng.exponential(size=(DRAWS, n)))

    def failing(n):
        z = rng.normal(size=(DRAWS, n))
        return np.where(z < stats.norm.ppf(0.1), z - 10, z)

    worlds = {
        ("one spread thrice the other", "10"): lambda: (3 * rng.normal(size=(DRAWS, 10)), rng.normal(size=(DRAWS, 10))),
        ("pressed against 1", "3"): lambda: (pressed(3), pressed(3)),
        ("pressed against 1", "10"): lambda: (pressed(10), pressed(10)),
        ("pressed, one spread thrice the other", "10"): lambda: (pressed(10, 3), pressed(10)),
        ("one run of ten fails", "3"): lambda: (failing(3), failing(3)),
        ("one run of ten fails", "10"): lambda: (failing(10), failing(10)),
    }
    for labels, draw in worlds.items():
        for name, test in each_test(int(labels[1])).items():
            cell("simulated-robustness", labels, name, test(*draw(), "two-sided") <= ALPHA)
    few = (3 * rng.normal(size=(DRAWS, 3)), rng.normal(size=(DRAWS, 10)))
    for name in ("welch", "student", "mann-whitney"):
        cell("simulated-robustness", ["the same, fewer runs of the wide", "10 and 3"], name, TESTS[name](*few, "two-sided") <= ALPHA)


def rejects_any(p, correction):
    """Whether a correction rejects anything in each row of p-values, by the first step that it can fail at."""
    m = p.shape[1]
    if correction == "benjamini-hochberg":
        return (np.sort(p, axis=1) <= ALPHA * np.arange(1, m + 1) / m).any(axis=1)
    return p.min(axis=1) * (m if correction == "holm" else 1) <= ALPHA


def families():
    corrections = ("none", "holm", "benjamini-hochberg")
    for n, k in itertools.product((3, 10), (2, 3, 5, 10, 21)):
        x = normal(k, n)
        rows = np.arange(DRAWS)
        best = x.mean(axis=2).argmax(axis=1)
        others = x[np.arange(k)[None, :] != best[:, None]].reshape(DRAWS, k - 1, n)

        def p(equal_var, side):
            return stats.ttest_ind(others, x[rows, best][:, None], axis=2, equal_var=equal_var, alternative=side).pvalue

        for correction in corrections:
            cell("simulated-best", [n, k], correction, rejects_any(p(False, "two-sided"), correction))
        cell("simulated-best", [n, k], "student, holm", rejects_any(p(True, "two-sided"), "holm"))
        cell("simulated-best", [n, k], "one-sided, holm", rejects_any(p(False, "less"), "holm"))
    for n, k in itertools.product((3, 10), (3, 5, 10)):
        x = normal(k, n)
        against = stats.ttest_ind(x[:, 1:], x[:, :1], axis=2, equal_var=False).pvalue
        pairs = [stats.ttest_ind(x[:, i], x[:, j], axis=1, equal_var=False).pvalue for i, j in itertools.combinations(range(k), 2)]
        for correction in corrections:
            cell("simulated-reference", [n, k], correction, rejects_any(against, correction))
            cell("simulated-all-pairs", [n, k], correction, rejects_any(np.stack(pairs, axis=1), correction))


def mixed():
    means = np.array([0] * 5 + [-2] * 5)
    for n in RUNS:
        x = normal(11, n, (0, *means))
        p = stats.ttest_ind(x[:, 1:], x[:, :1], axis=2, equal_var=False).pvalue[:4000]
        for correction, method in (("holm", "holm"), ("benjamini-hochberg", "fdr_bh")):
            claimed = np.stack([multipletests(row, ALPHA, method)[0] for row in p])
            downward = x[:4000, 1:].mean(axis=2) < x[:4000, :1].mean(axis=2)
            correct = claimed & downward & (means < 0)
            wrong = claimed.sum(axis=1) - correct.sum(axis=1)
            cell("simulated-mixed", ["tables with a false claim", n], correction, wrong > 0)
            cell("simulated-mixed", ["false among the claims", n], correction, wrong / np.maximum(1, claimed.sum(axis=1)))
            cell("simulated-mixed", ["differences found", n], correction, correct.sum(axis=1) / 5)


def coverage():
    for auc, cases in itertools.product((0.8, 0.95), (50, 200)):
        labels = np.arange(cases) < cases // 5
        scores = rng.normal(size=(2000, cases)) + labels * np.sqrt(2) * stats.norm.ppf(auc)
        delong, bootstrap = [], []
        for each in scores:
            wins = (each[labels][:, None] > each[~labels][None, :]).astype(float)
            se = np.sqrt(wins.mean(axis=1).var(ddof=1) / wins.shape[0] + wins.mean(axis=0).var(ddof=1) / wins.shape[1])
            low, high = wins.mean() + stats.norm.ppf([0.025, 0.975]) * se
            delong.append(max(0, low) <= auc <= min(1, high))
            times = rng.multinomial(cases, np.full(cases, 1 / cases), size=1000)
            positives, negatives = times[:, labels], times[:, ~labels]
            pairs = positives.sum(axis=1) * negatives.sum(axis=1)
            drawn = np.einsum("di,ij,dj->d", positives, wins, negatives, optimize=True)[pairs > 0] / pairs[pairs > 0]
            low, high = np.quantile(drawn, [0.025, 0.975])
            bootstrap.append(low <= auc <= high)
        cell("simulated-coverage", [auc, cases], "DeLong", delong)
        cell("simulated-coverage", [auc, cases], "bootstrap", bootstrap)


def best_in_truth():
    """Hsu's comparison calls the first worse where Dunnett's one-sided test finds another above it (pooled variance, correlation 1/2)."""
    for n, k in itertools.product((3, 10), (3, 5, 10)):
        x = more.normal(size=(DRAWS, k, n))
        means, df = x.mean(axis=2), k * (n - 1)
        t = (means[:, 1:].max(axis=1) - means[:, 0]) / np.sqrt(x.var(axis=2, ddof=1).mean(axis=1) * 2 / n)
        others = stats.multivariate_t(np.zeros(k - 1), (np.eye(k - 1) + 1) / 2, df, seed=1)
        critical = optimize.brentq(lambda c: others.cdf(np.full(k - 1, c), maxpts=200_000, random_state=1) - (1 - ALPHA), 1, 6, xtol=1e-3)
        cell("simulated-best-in-truth", [n, k], "hsu", t >= critical)


def wilson():
    some = [(0, 50), (3, 50), (2500, 50_000), (50, 50), (4931, 100_000)]
    return [
        {"sum": count, "draws": draws, "interval": [float(end) for end in proportion_confint(count, draws, 0.01, "wilson")]}
        for count, draws in some
    ]


single_tests()
odd_worlds()
families()
mixed()
coverage()
best_in_truth()
versions = {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
lines = ",\n".join(json.dumps(each) for each in cells)
text = f'{{"versions": {json.dumps(versions)},\n"wilson": {json.dumps(wilson())},\n"cells": [\n{lines}\n]}}\n'
pathlib.Path(__file__).with_name("simulation.json").write_text(text)
