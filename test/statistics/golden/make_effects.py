"""Writes effects.json: effect sizes, posterior probabilities and runs needed, by SciPy and statsmodels. Run: python make_effects.py"""

import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import statsmodels
from scipy import integrate, optimize, special, stats
from statsmodels.stats.nonparametric import rank_compare_2indep
from statsmodels.stats.power import TTestIndPower, TTestPower
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")  # Samples without overlap divide by a variance of zero on purpose.
rng = np.random.default_rng(1981)
LEVEL = 0.95


def scores(n, center, spread, decimals=5):
    return [float(x) for x in np.round(rng.normal(center, spread, n), decimals)]


def noncentrality(p, t, df):
    """Of which the chance of more than t is p."""
    def lack(nc):
        # SciPy loses the far tails of nct for negative t: they are mirrored.
        return (stats.nct.sf(t, df, nc) if t >= 0 else stats.nct.cdf(-t, df, -nc)) - p

    reach = 1 + abs(t)
    while not lack(t - reach) < 0 < lack(t + reach):
        reach *= 1.5
    return optimize.brentq(lack, t - reach, t + reach, xtol=1e-13, rtol=1e-14)


def design(a, b, test):
    """Difference, its standard error and degrees of freedom; standard deviation of a run and its degrees of freedom."""
    a, b = np.array(a), np.array(b)
    m, n, va, vb = len(a), len(b), np.var(a, ddof=1), np.var(b, ddof=1)
    if test == "paired-t":
        s = np.std(a - b, ddof=1)
        return np.mean(a - b), s / math.sqrt(n), n - 1, s, n - 1
    r = stats.ttest_ind(a, b, equal_var=test == "student")
    error = (a.mean() - b.mean()) / r.statistic
    if test == "student":
        pooled = ((m - 1) * va + (n - 1) * vb) / (m + n - 2)
        return a.mean() - b.mean(), error, r.df, math.sqrt(pooled), m + n - 2
    # Delacre et al. (2021): the degrees of freedom of the standardizer of g*.
    df = (m - 1) * (n - 1) * (va + vb) ** 2 / ((n - 1) * va**2 + (m - 1) * vb**2)
    return a.mean() - b.mean(), error, r.df, math.sqrt((va + vb) / 2), df


def hedges(a, b, test):
    difference, error, df, sd, sd_df = design(a, b, test)
    unbiased = math.exp(special.gammaln(sd_df / 2) - special.gammaln((sd_df - 1) / 2)) / math.sqrt(sd_df / 2)
    t = difference / error
    low, high = (noncentrality(p, t, df) * error / sd for p in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return {"test": test, "a": a, "b": b, "g": None if sd_df < 2 else unbiased * difference / sd, "interval": [low, high]}


def superiority(a, b):
    r = rank_compare_2indep(a, b)
    wins = np.mean([(x > y) + 0.5 * (x == y) for x in a for y in b])
    assert abs(r.prob1 - wins) < 1e-12
    low, high = r.conf_int(alpha=1 - LEVEL)
    return {"a": a, "b": b, "p": float(r.prob1), "interval": [max(0, low), min(1, high)] if r.var > 0 else None}


def paired_superiority(a, b):
    won = sum((x > y) + 0.5 * (x == y) for x, y in zip(a, b))
    low, high = proportion_confint(won, len(a), 1 - LEVEL, method="wilson")
    return {"a": a, "b": b, "p": won / len(a), "interval": [float(low), float(high)]}


def by_inversion(c, sa, na, sb, nb):
    """P(sa T(na) + sb T(nb) <= c) from the characteristic function of t (Gil-Pelaez)."""
    def phi(u, n):
        x = math.sqrt(n) * u
        return special.kv(n / 2, x) * x ** (n / 2) / (special.gamma(n / 2) * 2 ** (n / 2 - 1))

    value, _ = integrate.quad(lambda u: phi(sa * u, na) * phi(sb * u, nb) * math.sin(u * c) / u, 1e-12, 60 / (sa + sb), limit=2000)
    return 0.5 + value / math.pi


def posterior(a, b, test, margin):
    difference, error, df, _, _ = design(a, b, test)
    if test in ("student", "paired-t"):
        worse, better = stats.t.cdf(-margin, df, difference, error), stats.t.sf(margin, df, difference, error)
    else:
        (sa, na), (sb, nb) = ((math.sqrt(np.var(x, ddof=1) / len(x)), len(x) - 1) for x in (a, b))

        # quad over the mean of b, cut where either factor changes.
        def above(c):
            cuts = sorted({0.0, (difference - c) / sb, *((difference - c) / sb + k * sa / sb for k in (-8, -2, 2, 8)), -30, -3, 3, 30})
            edges = [-np.inf, *cuts, np.inf]
            f = lambda y: stats.t.pdf(y, nb) * stats.t.sf((c - difference + sb * y) / sa, na)
            return sum(integrate.quad(f, x, y, epsabs=1e-14, epsrel=1e-13, limit=500)[0] for x, y in zip(edges, edges[1:]))

        better, worse = above(margin), 1 - above(-margin)
        assert abs(by_inversion(-margin - difference, sa, na, sb, nb) - worse) < 1e-6
        draws = difference + sa * rng.standard_t(na, 400_000) - sb * rng.standard_t(nb, 400_000)
        for p, drawn in ((worse, np.mean(draws < -margin)), (better, np.mean(draws > margin))):
            assert abs(p - drawn) < 5 * math.sqrt(p * (1 - p) / 400_000) + 1e-5, (p, drawn)
    return {"test": test, "a": a, "b": b, "margin": margin, "worse": float(worse), "better": float(better)}


def equivalence_power(margin, error, df, alpha):
    """By SciPy's integral over the estimated error."""
    critical = stats.t.ppf(1 - alpha, df)
    end = margin / error / critical
    f = lambda s: stats.chi.pdf(s * math.sqrt(df), df) * math.sqrt(df) * (2 * stats.norm.cdf(margin / error - critical * s) - 1)
    points = [x for x in (0.5, 0.8, 1, 1.2, 1.5, 2) if x < end]
    edges = [0, *points, min(end, 8)] if end < 8 else [0, *points, 8]
    return sum(integrate.quad(f, x, y, epsabs=1e-14, epsrel=1e-13)[0] for x, y in zip(edges, edges[1:]))


def equivalence_case(margin, error, df, alpha):
    p = equivalence_power(margin, error, df, alpha)
    n = 400_000
    observed, scale = rng.normal(0, error, n), np.sqrt(rng.chisquare(df, n) / df) * error
    drawn = np.mean(np.abs(observed) + stats.t.ppf(1 - alpha, df) * scale <= margin)
    assert abs(p - drawn) < 5 * math.sqrt(max(0, p * (1 - p)) / n) + 1e-5, (p, drawn)
    return {"margin": margin, "standardError": error, "df": df, "alpha": alpha, "power": p}


def fewest(is_enough):
    return next(n for n in range(2, 10_001) if is_enough(n))


def planned(a, b, test, size, alpha, alternative):
    _, _, _, sd, _ = design(a, b, test)
    va, vb = np.var(a, ddof=1), np.var(b, ddof=1)
    df = {
        "student": lambda n: 2 * n - 2,
        "paired-t": lambda n: n - 1,
        "welch": lambda n: (n - 1) * (va + vb) ** 2 / (va**2 + vb**2),
    }[test]
    error = lambda n: sd * math.sqrt((1 if test == "paired-t" else 2) / n)
    side = "larger" if alternative == "one-sided" else "two-sided"

    def power(n):
        if test == "student":
            known = TTestIndPower().power(size / sd, n, alpha, alternative=side)
        elif test == "paired-t":
            known = TTestPower().power(size / sd, n, alpha, alternative=side)
        else:
            known = np.nan
        # statsmodels has no number where the far tail, which is next to nothing, underflows in SciPy's nct.
        if np.isfinite(known):
            return known
        nc, critical = size / error(n), stats.t.ppf(1 - alpha / (1 if alternative == "one-sided" else 2), df(n))
        right = stats.nct.sf(critical, df(n), nc)
        return right if alternative == "one-sided" else right + np.nan_to_num(stats.nct.cdf(-critical, df(n), nc))

    return {
        "a": a,
        "b": b,
        "test": test,
        "size": size,
        "alpha": alpha,
        "alternative": alternative,
        "difference": fewest(lambda n: power(n) >= 0.8),
        "equivalence": fewest(lambda n: equivalence_power(size, error(n), df(n), alpha) >= 0.8),
    }


TESTS = ("welch", "student", "paired-t")


def pair(test):
    n = int(rng.integers(2, 12))
    spread = 10 ** rng.uniform(-3, -1.3)
    m = n if test == "paired-t" else int(rng.integers(2, 12))
    return scores(m, 0.8, spread), scores(n, 0.8 + rng.normal(0, 2 * spread), spread * rng.uniform(0.3, 3))


golden = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "hedges": [hedges(*pair(t), t) for t in TESTS for _ in range(12)] + [hedges([0.9, 0.901, 0.902], [0.5, 0.501, 0.503], t) for t in TESTS],
    "superiority": [superiority(scores(m, 0.8, 0.03, d), scores(n, 0.81, 0.05, d)) for m, n, d in ((3, 3, 4), (5, 4, 4), (10, 10, 2), (7, 12, 1), (30, 20, 3))]
    + [superiority([0.5, 0.6, 0.7], [0.8, 0.9]), superiority([0.5, 0.5], [0.5, 0.5]), superiority([0.5, 0.8, 0.7], [0.5, 0.5])],
    "pairedSuperiority": [paired_superiority(scores(n, 0.8, 0.03, d), scores(n, 0.81, 0.05, d)) for n, d in ((2, 4), (3, 4), (10, 1), (10, 4))]
    + [paired_superiority([0.5, 0.6, 0.7], [0.8, 0.9, 0.8])],
    "posterior": [posterior(*pair(t), t, float(10 ** rng.uniform(-3, -1.3))) for t in TESTS for _ in range(8 if t == "welch" else 4)]
    + [posterior([0.9, 0.9001, 0.9002], [0.85, 0.88, 0.87, 0.9], "welch", 0.01), posterior([0.5, 0.6], [0.55, 0.58], "welch", 0.02)],
    "equivalencePower": [
        equivalence_case(m, e, df, alpha) for m in (0.01, 0.02, 0.05) for e in (0.003, 0.01) for df in (1, 3.9, 18, 200) for alpha in (0.05, 0.005)
    ],
    "runs": [
        planned(*pair(t), t, float(10 ** rng.uniform(-2.3, -1.3)), alpha, side)
        for t in TESTS
        for alpha, side in ((0.05, "two-sided"), (0.05, "one-sided"), (0.0025, "two-sided"))
        for _ in range(2)
    ],
}
target = pathlib.Path(__file__).with_name("effects.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(target.stat().st_size, "bytes", json.dumps(golden["versions"]), [(r["difference"], r["equivalence"]) for r in golden["runs"]])
