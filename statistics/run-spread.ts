/** How much runs vary, as a comparison of two initializations sees it: what its standard error is made of. */
import { standardDeviation, variance } from './describe';
import { pairedDifferences } from './paired-t';
import { isPaired, type RunTest } from './run-test';

export interface RunSpread {
  /**
   * Standard deviation of a single run, in the unit of the values: pooled (Student), root mean square of both (the other tests of independent
   * runs), or of the differences of pairs.
   */
  readonly sd: number;
  /** Degrees of freedom of that estimate. */
  readonly df: number;
  /** Standard error of the difference of means with `runs` on each side that vary as much, and its degrees of freedom. */
  readonly with: (runs: number) => { readonly standardError: number; readonly df: number };
}

/** For the tests that count arrangements that of Welch's test or of the paired t-test, as in `differenceOfMeans`. */
export function runSpread(a: readonly number[], b: readonly number[], test: RunTest): RunSpread {
  if (isPaired(test)) return pairedSpread(pairedDifferences(a, b));
  const [ofA, ofB] = [variance(a, 1), variance(b, 1)];
  const [m, n] = [a.length - 1, b.length - 1];
  return test === 'student'
    ? independentSpread((m * ofA + n * ofB) / (m + n), m + n, 2)
    : // The degrees of freedom of a sum of variances: Satterthwaite (1946).
      independentSpread(
        (ofA + ofB) / 2,
        (ofA + ofB) ** 2 / (ofA ** 2 / m + ofB ** 2 / n),
        (ofA + ofB) ** 2 / (ofA ** 2 + ofB ** 2),
      );
}

/** `dfPerRun`: degrees of freedom that each run beyond the first adds, on each side. */
function independentSpread(squared: number, df: number, dfPerRun: number): RunSpread {
  return {
    sd: Math.sqrt(squared),
    df,
    with: (runs) => ({ standardError: Math.sqrt((2 * squared) / runs), df: dfPerRun * (runs - 1) }),
  };
}

function pairedSpread(differences: readonly number[]): RunSpread {
  const sd = standardDeviation(differences, 1);
  return {
    sd,
    df: differences.length - 1,
    with: (runs) => ({ standardError: sd / Math.sqrt(runs), df: runs - 1 }),
  };
}
