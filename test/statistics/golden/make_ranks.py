"""Writes ranks.json: Friedman's test, the studentized range and Nemenyi's test by SciPy and scikit-posthocs. Run: python make_ranks.py"""

import itertools
import json
import pathlib

import numpy as np
import scikit_posthocs
import scipy
from scipy import integrate, optimize, stats

rng = np.random.default_rng(1937)


def range_tail(q, k):
    """SciPy's studentized range stops at about 1e-8 at times: integrated anew, and held against it."""
    density = lambda z: k * stats.norm.pdf(z) * (stats.norm.cdf(z) - stats.norm.cdf(z - q)) ** (k - 1)
    within = integrate.quad(density, -9, 9, epsabs=1e-14, epsrel=1e-13, limit=500, points=[0, min(q, 8)])[0]
    assert abs(1 - within - stats.studentized_range.sf(q, k, np.inf)) < 1e-6
    return 1 - within


def case(blocks):
    blocks = np.array(blocks, float)
    n, k = blocks.shape
    chi, p = stats.friedmanchisquare(*blocks.T)
    f = np.inf if np.isclose(chi, n * (k - 1)) else (n - 1) * chi / (n * (k - 1) - chi)
    ranks = stats.rankdata(-blocks, axis=1).mean(axis=0)
    error = np.sqrt(k * (k + 1) / (12 * n))
    nemenyi = [[range_tail(abs(a - b) / error, k) if a != b else 1.0 for b in ranks] for a in ranks]
    rough = scikit_posthocs.posthoc_nemenyi_friedman(blocks).to_numpy()
    assert np.allclose(nemenyi, rough, atol=1e-3), np.abs(nemenyi - rough).max()
    return {
        "blocks": blocks.tolist(),
        "meanRanks": ranks.tolist(),
        "chiSquare": float(chi),
        "p": float(p),
        "f": "Infinity" if np.isinf(f) else float(f),
        "fP": float(stats.f.sf(f, k - 1, (k - 1) * (n - 1))),
        "nemenyi": nemenyi,
    }


def agreement(values, n):
    """By trying every order of every block but the first."""
    orders = [tuple(row) for row in itertools.permutations(stats.rankdata(values))]
    return float(np.mean([all(row == orders[0] for row in rows) for rows in itertools.product(orders, repeat=n - 1)]))


golden = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-posthocs": scikit_posthocs.__version__},
    "cases": [case(np.round(rng.uniform(0.5, 0.9, (n, k)) + np.linspace(0, lead, k), d)) for n, k, lead, d in ((2, 3, 0, 4), (7, 3, 0.3, 4), (7, 21, 0.2, 3), (5, 4, 0.1, 1), (12, 6, 0.3, 2), (30, 3, 0.1, 3))]
    + [case([[0.9, 0.8, 0.7], [0.6, 0.5, 0.4]]), case([[0.9, 0.8, 0.8, 0.1], [0.6, 0.5, 0.5, 0.4], [0.5, 0.2, 0.2, 0.1]])],
    "tails": [{"q": q, "k": k, "upper": range_tail(q, k)} for k in (2, 3, 7, 21, 50) for q in (0.01, 0.7, 2.0, 3.5, 6.0)],
    "criticals": [
        {"alpha": a, "k": k, "q": optimize.brentq(lambda q: range_tail(q, k) - a, 0.1, 12, xtol=1e-13)} for k in (2, 3, 7, 21) for a in (0.1, 0.05, 0.01)
    ],
    "agreement": [{"values": v, "blocks": n, "p": agreement(v, n)} for v, n in (([3, 1, 2], 2), ([3, 1, 2], 4), ([1, 2, 2, 5], 3), ([7, 7, 7], 2), ([4, 3, 2, 1], 2))],
}
target = pathlib.Path(__file__).with_name("ranks.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(target.stat().st_size, "bytes", json.dumps(golden["versions"]))
