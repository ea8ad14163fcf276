"""Writes hsu.json: Dunnett's distribution and Hsu's comparison with the best, integrated by Gauss-Legendre over the chi distribution of s
and the normal one of the control. Run: python make_hsu.py"""

import json
import pathlib

import numpy as np
import scipy
from scipy import optimize, stats
from scipy.special import log_ndtr

rng = np.random.default_rng(1984)


def nodes(edges, order=20):
    x, w = np.polynomial.legendre.leggauss(order)
    half = np.diff(edges)[:, None] / 2
    return ((edges[:-1, None] + half) + half * x).ravel(), (half * w).ravel()


def upper_tail(t, control, others, df, pieces=14):
    """P(max T >= t), as the mean over s and z of what the others do."""
    if not np.isfinite(t):
        return float(t < 0)
    chi = stats.chi(df)
    low, high = chi.ppf(1e-17), chi.isf(1e-17)
    s, ws = nodes(np.append(0, np.geomspace(max(low, 1e-4 * high), high, pieces)))
    z, wz = nodes(np.linspace(-9, 9, 2 * pieces))
    ws, wz = ws * chi.pdf(s), wz * stats.norm.pdf(z)
    scale = (s / np.sqrt(df))[:, None]
    none = 0
    for n, m in zip(*np.unique(others, return_counts=True)):
        r = n / control
        none = none + m * log_ndtr(np.sqrt(1 + r) * t * scale + np.sqrt(r) * z[None, :])
    return float(ws @ -np.expm1(none) @ wz)


def sure_tail(*arguments):
    tail, finer = upper_tail(*arguments), upper_tail(*arguments, pieces=20)
    assert abs(tail - finer) < 1e-12, (arguments, tail, finer)
    return finer


def critical(alpha, control, others, df):
    return optimize.brentq(lambda t: upper_tail(t, control, others, df, pieces=40) - alpha, -1, 60, xtol=1e-13, rtol=1e-14)


def hsu(samples, margin, alpha):
    n, mean = np.array([len(x) for x in samples]), np.array([np.mean(x) for x in samples])
    df = int(n.sum() - len(n))
    s = np.sqrt(sum(np.sum((np.asarray(x) - np.mean(x)) ** 2) for x in samples) / df)
    k = range(len(n))
    but = lambda i: [j for j in k if j != i]
    error = lambda i, j: s * np.sqrt(1 / n[i] + 1 / n[j])
    tail = lambda i, t: sure_tail(t, n[i], n[but(i)], df)
    p = [tail(i, max((mean[j] - mean[i]) / error(i, j) for j in but(i))) for i in k]
    # The margin lies within both ends: above the lower one against every candidate for the best, below the upper one.
    above = [tail(i, max((mean[j] - mean[i] + margin) / error(i, j) for j in but(i))) for i in k]
    below = [max(min(p[j], tail(j, (mean[i] - mean[j] + margin) / error(i, j))) for j in but(i)) for i in k]
    d = {m: critical(alpha, m, n[but(i)], df) for i, m in enumerate(n)}
    high = [max(0, min(mean[i] - mean[j] + d[n[i]] * error(i, j) for j in but(i))) for i in k]
    best = [i for i in k if high[i] > 0]
    low = [0 if best == [i] else min(mean[i] - mean[j] - d[n[j]] * error(i, j) for j in best if j != i) for i in k]
    for i in k:
        assert (p[i] <= alpha) == (high[i] == 0) and (max(above[i], below[i]) <= alpha) == (-margin <= low[i] and high[i] <= margin)
    if len(k) == 2:
        for i in k:
            assert abs(p[i] - stats.ttest_ind(samples[i], samples[1 - i], alternative="less").pvalue) < 1e-12
    else:  # By quasi-Monte Carlo, so only roughly.
        rough = [min(stats.dunnett(*(samples[j] for j in but(i)), control=samples[i], alternative="greater", rng=1).pvalue) for i in k]
        assert np.allclose(p, rough, atol=2e-3), (p, rough)
    return {
        "samples": samples,
        "margin": margin,
        "alpha": alpha,
        "p": p,
        "equivalenceP": [max(a, b) for a, b in zip(above, below)],
        "intervals": [[float(a), float(b)] for a, b in zip(low, high)],
    }


def drawn(sizes, spread, decimals=4):
    return [[float(x) for x in np.round(rng.normal(0.8 + rng.normal(0, 0.01), spread, m), decimals)] for m in sizes]


designs = [
    (control, others, df)
    for control, others, df in [
        (3, [3], 4),
        (2, [2, 2], 3),
        (10, [10] * 4, 45),
        (10, [10] * 20, 189),
        (3, [3] * 20, 42),
        (2, [9, 5, 5], 17),
        (40, [2] * 6, 45),
        (2, [40] * 6, 241),
        (1, [1, 2], 1),
    ]
]
golden = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "tails": [
        {"t": t, "control": c, "others": o, "df": df, "upper": sure_tail(t, c, o, df)}
        for c, o, df in designs
        for t in (-1.5, 0.0, 0.8, 2.3, 4.0, 9.0)
    ],
    "criticals": [{"alpha": a, "control": c, "others": o, "df": df, "t": critical(a, c, o, df)} for c, o, df in designs for a in (0.2, 0.05, 0.01)],
    "comparisons": [
        hsu(drawn(sizes, spread), margin, alpha)
        for sizes in ([5, 5], [3, 7], [3, 3, 3], [10, 10, 10, 10], [2, 4, 8], [6, 2, 2, 9, 3], [5] * 9)
        for spread in (0.003, 0.02)
        for margin, alpha in ((0.02, 0.05), (0.005, 0.1))
    ],
}
target = pathlib.Path(__file__).with_name("hsu.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(target.stat().st_size, "bytes", json.dumps(golden["versions"]))
