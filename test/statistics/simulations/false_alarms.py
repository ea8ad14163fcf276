"""How often a table calls some initialization worse when all are equal: the figures of docs/statistics.md.

Every group is drawn from one normal distribution; the group of highest mean is compared with every other, as the
table does. Run: python false_alarms.py (half a minute)
"""

import numpy as np
from scipy import stats

REPEATS = 20_000
ALPHA = 0.05


def any_worse(k, n, equal_var, alternative, correct, rng):
    x = rng.normal(size=(REPEATS, k, n))
    rows = np.arange(REPEATS)
    best = x.mean(axis=2).argmax(axis=1)
    top = x[rows, best]
    p = stats.ttest_ind(x, top[:, None, :], axis=2, equal_var=equal_var, alternative=alternative).pvalue
    p[rows, best] = 1
    # Holm rejects something exactly when the smallest p-value passes its first step.
    return np.mean(p.min(axis=1) * (k - 1 if correct else 1) <= ALPHA)


print("| initializations | runs | welch | student | welch, one-sided | welch, not corrected |")
print("| ---: | ---: | ---: | ---: | ---: | ---: |")
for k in (2, 3, 5, 10, 21):
    for n in (3, 10):
        rng = np.random.default_rng(k * 100 + n)
        settings = ((False, "two-sided", True), (True, "two-sided", True), (False, "less", True), (False, "two-sided", False))
        shares = [any_worse(k, n, *s, rng) for s in settings]
        print(f"| {k} | {n} | " + " | ".join(f"{100 * s:.1f} %" for s in shares) + " |", flush=True)
