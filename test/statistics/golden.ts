/** The expected numbers of golden/statistics.json, which golden/make_statistics.py writes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** JSON holds no NaN or infinity: the script writes them as strings. */
export type GoldenNumber = number | 'NaN' | 'Infinity' | '-Infinity';

interface GoldenTest {
  readonly t: GoldenNumber;
  readonly df: GoldenNumber;
  readonly p: GoldenNumber;
}

export interface GoldenTests {
  readonly 'two-sided': GoldenTest;
  readonly less: GoldenTest;
  readonly greater: GoldenTest;
  readonly interval: readonly [GoldenNumber, GoldenNumber];
  readonly equivalence?: {
    readonly margin: number;
    readonly p: GoldenNumber;
    readonly lower: GoldenNumber;
    readonly upper: GoldenNumber;
  };
}

export type BySide = Readonly<Record<'two-sided' | 'less' | 'greater', GoldenNumber>>;

interface Samples {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

interface Golden {
  readonly twoSample: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly welch: GoldenTests;
    readonly student: GoldenTests;
  }[];
  readonly describe: readonly {
    readonly values: readonly number[];
    readonly mean: number;
    readonly sd0: GoldenNumber;
    readonly sd1: GoldenNumber;
  }[];
  readonly holm: readonly { readonly p: readonly number[]; readonly adjusted: readonly number[] }[];
  readonly benjaminiHochberg: readonly { readonly p: readonly number[]; readonly adjusted: readonly number[] }[];
  readonly counted: readonly (Samples & { readonly 'mann-whitney': BySide; readonly permutation: BySide })[];
  readonly paired: readonly (Samples & {
    readonly 'paired-t': BySide;
    readonly equivalence: NonNullable<GoldenTests['equivalence']>;
    readonly wilcoxon: BySide;
  })[];
  readonly large: readonly (Samples & { readonly 'mann-whitney': BySide; readonly wilcoxon: BySide })[];
  readonly t: readonly { readonly t: number; readonly df: number; readonly lower: number; readonly upper: number }[];
  readonly quantile: readonly { readonly p: number; readonly df: number; readonly t: number }[];
  readonly noncentral: readonly {
    readonly t: number;
    readonly df: number;
    readonly noncentrality: number;
    readonly upper: number;
  }[];
  readonly detectable: readonly {
    readonly n1: number;
    readonly n2: number;
    readonly alpha: number;
    readonly power: number;
    readonly alternative: 'two-sided' | 'larger';
    /** In standard deviations. */
    readonly d: number;
  }[];
}

export const GOLDEN: Golden = JSON.parse(readFileSync(new URL('golden/statistics.json', import.meta.url), 'utf8'));

/** Equal within 1e-10, absolutely below 1 and relatively above; NaN and infinities exactly. */
export function assertClose(actual: number, expected: GoldenNumber, what: string): void {
  const wanted = Number(expected);
  if (!Number.isFinite(wanted)) assert.equal(actual, wanted, what);
  else
    assert.ok(
      Math.abs(actual - wanted) <= 1e-10 * Math.max(1, Math.abs(wanted)),
      `${what}: ${actual} is not ${wanted}`,
    );
}
