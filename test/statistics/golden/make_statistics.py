"""Writes statistics.json: what SciPy and statsmodels say about a few hundred samples. Run: python make_statistics.py"""

import itertools
import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

warnings.simplefilter("ignore")  # The edges below warn of precision loss and of small samples on purpose.
rng = np.random.default_rng(20210813)
more = np.random.default_rng(108)  # Of its own, so that what was there before stays as it was.
TESTS = {"welch": False, "student": True}
ALTERNATIVES = ["two-sided", "less", "greater"]


def number(x):
    """JSON knows neither NaN nor infinity: they travel as strings."""
    x = float(x)
    return x if math.isfinite(x) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(x)]


def scores(n, center, spread):
    return [float(x) for x in np.round(np.clip(rng.normal(center, spread, n), 0, 1), 6)]


def draw(n, decimals):
    return [float(x) for x in np.round(more.uniform(0.6, 0.9, n), decimals)]


def samples():
    for _ in range(60):
        center = rng.uniform(0.5, 0.95)
        yield (
            scores(rng.integers(2, 12), center, 10 ** rng.uniform(-4, -1)),
            scores(rng.integers(2, 12), center + rng.normal(0, 0.02), 10 ** rng.uniform(-4, -1)),
        )
    yield from [
        ([0.8412, 0.8455, 0.8391], [0.8309, 0.8341, 0.8358]),
        ([0.5], [0.75]),  # one value each
        ([0.5], [0.75, 0.625, 0.875]),  # one value against several
        ([0.75, 0.625, 0.875], [0.5]),
        ([0.5, 0.5, 0.5], [0.75, 0.75, 0.75]),  # no variance, other means
        ([0.75, 0.75], [0.5, 0.5, 0.5]),
        ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),  # no variance, same mean
        ([0.5, 0.5, 0.5], [0.75, 0.625, 0.875]),  # variance in one of them
        ([0.25, 0.75], [0.75, 0.25]),  # same mean
        ([0.5, 0.75, 1.0], [0.5, 0.75, 1.0]),
    ]


def two_sample(a, b):
    case = {"a": a, "b": b}
    for name, equal_var in TESTS.items():
        entry = {}
        for alternative in ALTERNATIVES:
            r = stats.ttest_ind(a, b, equal_var=equal_var, alternative=alternative)
            entry[alternative] = {"t": number(r.statistic), "df": number(r.df), "p": number(r.pvalue)}
        interval = stats.ttest_ind(a, b, equal_var=equal_var).confidence_interval(0.95)
        entry["interval"] = [number(interval.low), number(interval.high)]
        if min(len(a), len(b)) > 1:
            margin = float(10 ** rng.uniform(-3, -1))
            usevar = "pooled" if equal_var else "unequal"
            p, lower, upper = ttost_ind(a, b, -margin, margin, usevar=usevar)
            entry["equivalence"] = {"margin": margin, "p": number(p), "lower": number(lower[1]), "upper": number(upper[1])}
        case[name] = entry
    return case


def every_sign(differences):
    """Exact p-values of Wilcoxon's positive rank sum by all patterns of signs, zeros left out: ties included."""
    d = np.asarray([x for x in np.round(differences, 12) if x != 0])
    if len(d) == 0:
        return {a: 1.0 for a in ALTERNATIVES}
    ranks = stats.rankdata(np.abs(d))
    if len(set(np.abs(d))) == len(d):
        return {a: float(stats.wilcoxon(d, alternative=a, method="exact").pvalue) for a in ALTERNATIVES}
    sums = [r @ ranks for r in itertools.product([0, 1], repeat=len(d))]
    observed = ranks[d > 0].sum()
    less, greater = np.mean(np.less_equal(sums, observed)), np.mean(np.greater_equal(sums, observed))
    return {"less": float(less), "greater": float(greater), "two-sided": float(min(1, 2 * min(less, greater)))}


def every_deal(a, b, statistic):
    """SciPy's permutation test over all deals."""
    return {
        s: float(stats.permutation_test((a, b), statistic, alternative=s, n_resamples=np.inf, vectorized=False).pvalue) for s in ALTERNATIVES
    }


def counted(a, b):
    """Tests that count arrangements, of small samples: exact, with and without ties."""
    return {
        "a": a,
        "b": b,
        "mann-whitney": every_deal(a, b, lambda x, y: stats.mannwhitneyu(x, y).statistic),
        "permutation": every_deal(a, b, lambda x, y: np.mean(x) - np.mean(y)),
    }


def paired(a, b):
    margin = 0.01
    p, lower, upper = ttost_paired(np.array(a), np.array(b), -margin, margin)
    return {
        "a": a,
        "b": b,
        "paired-t": {s: number(stats.ttest_rel(a, b, alternative=s).pvalue) for s in ALTERNATIVES},
        "equivalence": {"margin": margin, "p": number(p), "lower": number(lower[1]), "upper": number(upper[1])},
        "wilcoxon": every_sign(np.subtract(a, b)),
    }


def large(n, decimals):
    """Beyond what is counted, with ties where there are few decimals: the normal distribution."""
    a, b = ([float(x) for x in np.round(more.normal(m, 0.05, n), decimals)] for m in (0.80, 0.81))
    d = [x for x in np.round(np.subtract(a, b), 12) if x != 0]
    return {
        "a": a,
        "b": b,
        "mann-whitney": {s: float(stats.mannwhitneyu(a, b, alternative=s, method="asymptotic").pvalue) for s in ALTERNATIVES},
        "wilcoxon": {s: float(stats.wilcoxon(d, alternative=s, method="approx").pvalue) for s in ALTERNATIVES},
    }


def benjamini_hochberg(p):
    return {"p": p, "adjusted": [float(x) for x in multipletests(p, method="fdr_bh")[1]]}


def describe(values):
    return {
        "values": values,
        # math.fsum is exact: an arbiter for sums that lose digits.
        "mean": math.fsum(values) / len(values),
        "sd0": number(np.std(values, ddof=0)),
        "sd1": number(np.std(values, ddof=1)),
    }


def holm(p):
    return {"p": p, "adjusted": [float(x) for x in multipletests(p, method="holm")[1]]}


def detectable(n1, n2, alpha, power, alternative):
    """TTestIndPower's own solver stops at 1e-8 and at times beside the root; its power function is inverted by SciPy instead."""

    def lack(d):
        return TTestIndPower().power(d, n1, alpha, ratio=n2 / n1, alternative=alternative) - power

    high = 0.25
    while lack(high) < 0:
        high *= 1.1
    if math.isnan(lack(high)):
        return None  # SciPy's nct gives up far out in the tails.
    d = optimize.brentq(lack, high / 1.1, high, xtol=1e-13, rtol=1e-14)
    return {"n1": n1, "n2": n2, "alpha": alpha, "power": power, "alternative": alternative, "d": float(d)}


golden = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "twoSample": [two_sample(a, b) for a, b in samples()],
    "describe": [describe(scores(n, 0.8, 0.05)) for n in (2, 3, 5, 10, 30)]
    + [describe(v) for v in ([0.5], [1e9 + 0.25, 1e9 + 0.5, 1e9 + 1.0], [0.125] * 7)],
    "holm": [holm([float(x) for x in rng.beta(0.3, 1, m)]) for m in range(1, 21)]
    + [holm(p) for p in ([0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.5], [1.0, 0.0], [0.02, 0.02, 0.9], [0.0, 0.0])],
    "benjaminiHochberg": [benjamini_hochberg([float(x) for x in more.beta(0.3, 1, m)]) for m in range(1, 21)]
    + [benjamini_hochberg(p) for p in ([0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.5], [1.0, 0.0], [0.02, 0.02, 0.9], [0.0, 0.0])],
    "counted": [counted(draw(n, d), draw(m, d)) for n, m, d in ((2, 2, 4), (3, 3, 4), (4, 3, 2), (2, 5, 4), (5, 4, 1), (4, 4, 2))]
    + [counted([0.5, 0.5], [0.5, 0.5, 0.5]), counted([0.1, 0.2, 0.3], [0.7, 0.8, 0.9]), counted([0.5, 0.75], [0.25, 0.75, 1.0])],
    "paired": [paired(draw(n, d), draw(n, d)) for n, d in ((2, 4), (3, 4), (5, 2), (8, 4), (10, 1), (12, 4))]
    + [paired([0.5, 0.625, 0.75], [0.25, 0.625, 0.875])],
    "large": [large(n, d) for n, d in ((55, 6), (60, 2), (120, 2))],
    "t": [
        {"t": t, "df": df, "lower": float(stats.t.cdf(t, df)), "upper": float(stats.t.sf(t, df))}
        for df in (1, 1.37, 2, 3.9, 10, 250)
        for t in (-40.0, -4.3, -0.01, 0.0, 0.7, 2.2, 12.0)
    ],
    "quantile": [
        {"p": p, "df": df, "t": float(stats.t.ppf(p, df))} for df in (1, 1.37, 2, 3.9, 10, 250) for p in (0.001, 0.2, 0.95, 0.975, 0.9999)
    ],
    "noncentral": [
        {"t": t, "df": df, "noncentrality": nc, "upper": float(stats.nct.sf(t, df, nc))}
        for df in (1, 2, 3.9, 10, 100)
        for t in (0.5, 2.78, 12.0)
        for nc in (-2.0, 0.0, 1.5, 5.0, 20.0)
    ],
    "detectable": [
        case
        for n1, n2 in ((2, 2), (3, 3), (3, 2), (5, 5), (10, 10), (10, 4), (50, 50))
        for alpha in (0.05, 0.025, 0.0025)
        for power in (0.8, 0.9)
        for alternative in ("two-sided", "larger")
        if (case := detectable(n1, n2, alpha, power, alternative))
    ],
}
target = pathlib.Path(__file__).with_name("statistics.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(target.stat().st_size, "bytes", json.dumps(golden["versions"]))
