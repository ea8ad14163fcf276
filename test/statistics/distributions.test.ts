import assert from 'node:assert/strict';
import { detectableDifference, power } from '../../statistics/detectable-difference';
import { noncentralUpperTail } from '../../statistics/noncentral-t';
import { lowerTail, tQuantile, upperTail } from '../../statistics/t-distribution';
import { assertClose, GOLDEN } from './golden';

describe('the t distribution', () => {
  it("agrees with SciPy's t in both tails and in quantiles", () => {
    for (const { t, df, lower, upper } of GOLDEN.t) {
      assertClose(lowerTail(t, df), lower, `lower ${t} ${df}`);
      assertClose(upperTail(t, df), upper, `upper ${t} ${df}`);
    }
    for (const { p, df, t } of GOLDEN.quantile) assertClose(tQuantile(p, df), t, `quantile ${p} ${df}`);
  });

  it('keeps the relative precision of tiny p-values', () => {
    const golden = GOLDEN.t.find(({ t, df }) => t === 12 && df === 250)!;
    assert.ok(golden.upper < 1e-25);
    assert.ok(Math.abs(upperTail(12, 250) / golden.upper - 1) < 1e-10);
  });
});

describe('the noncentral t distribution', () => {
  it("agrees with SciPy's nct", () => {
    for (const { t, df, noncentrality, upper } of GOLDEN.noncentral) {
      assertClose(noncentralUpperTail(t, df, noncentrality), upper, `${t} ${df} ${noncentrality}`);
    }
  });

  it('is the t distribution without a difference', () => {
    for (const df of [1, 2.5, 30]) assertClose(noncentralUpperTail(2, df, 0), upperTail(2, df), `df ${df}`);
  });
});

describe('the smallest detectable difference', () => {
  it("is where statsmodels' TTestIndPower reaches the power", () => {
    for (const { n1, n2, alpha, power: wanted, alternative, d } of GOLDEN.detectable) {
      const design = {
        standardError: Math.sqrt(1 / n1 + 1 / n2),
        df: n1 + n2 - 2,
        alpha,
        alternative: alternative === 'larger' ? 'one-sided' : 'two-sided',
      } as const;
      assertClose(detectableDifference(design, wanted), d, `${n1} ${n2} ${alpha} ${wanted} ${alternative}`);
    }
  });

  it('is found with the power asked for, and alpha is the power without a difference', () => {
    const design = { standardError: 0.004, df: 3.4, alpha: 0.025, alternative: 'two-sided' } as const;
    assertClose(power(detectableDifference(design, 0.8), design), 0.8, 'power');
    assertClose(power(0, design), 0.025, 'no difference');
  });

  it('needs a power between alpha and 1', () => {
    const design = { standardError: 1, df: 4, alpha: 0.05, alternative: 'two-sided' } as const;
    for (const wanted of [0.05, 1, Number.NaN]) assert.throws(() => detectableDifference(design, wanted), RangeError);
  });
});
