"""Writes audit.json: SciPy's verdict on every published mark under every assumption. Run: python make_audit.py"""

import json
import math
import pathlib

import scipy
from scipy.stats import ttest_ind_from_stats

here = pathlib.Path(__file__).parent
tables = json.loads((here / "../../../../catalog/literature.json").read_text())["tables"]
everything = [cell for table in tables for cell in table["cells"]]


def p_value(cell, other, side, variances, ddof):
    # SciPy takes standard deviations with n - 1 in the denominator.
    sds = [c["sd"] * math.sqrt((10 - ddof) / 9) for c in (cell, other)]
    alternative = "two-sided" if side == "two-sided" else "greater" if cell["mean"] > other["mean"] else "less"
    result = ttest_ind_from_stats(
        cell["mean"], sds[0], 10, other["mean"], sds[1], 10, equal_var=variances == "equal", alternative=alternative
    )
    return float(result.pvalue)


def stars(p, better):
    if p > 0.05:
        return "n.s."
    if not better:
        return "worse"
    return ">***" if p < 1e-4 else "***" if p < 1e-3 else "**" if p < 1e-2 else "*"


def claims(table, **assumptions):
    held, ps = 0, []
    for cell in table["cells"]:
        said = cell.get("mark", cell.get("p"))
        if said is None:
            continue
        same = [c for c in (table["cells"] if table["marks"] == "best" else everything) if c["task"] == cell["task"]]
        if said == "best":
            held += cell["mean"] == max(c["mean"] for c in same)
            ps.append(None)
            continue
        wanted = (lambda c: c.get("mark") == "best") if table["marks"] == "best" else lambda c: c["initialization"] == table["reference"]
        other = next(c for c in same if wanted(c))
        p = p_value(cell, other, **assumptions)
        ps.append(p)
        if table["marks"] == "best":
            held += said == ("different" if p <= 0.05 else "not-different")
        elif table["marks"] == "stars":
            held += said == stars(p, cell["mean"] > other["mean"])
        else:
            held += (said <= 0.05) == (p <= 0.05)
    return {"held": held, "p": ps}


cases = [
    {"table": table["name"], "side": side, "variances": variances, "ddof": ddof} | claims(table, side=side, variances=variances, ddof=ddof)
    for table in tables
    for side in ("two-sided", "one-sided")
    for variances in ("equal", "unequal")
    for ddof in (0, 1)
]
(here / "audit.json").write_text(json.dumps({"versions": f"SciPy {scipy.__version__}", "cases": cases}, separators=(",", ":")) + "\n")
