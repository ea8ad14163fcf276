/** Dunnett's distribution and Hsu's comparisons by an integration of their own: golden/make_hsu.py. */
import { readFileSync } from 'node:fs';
import type { ManyToOne } from '../../statistics/dunnett';

interface HsuGolden {
  readonly tails: readonly (ManyToOne & { readonly t: number; readonly upper: number })[];
  readonly criticals: readonly (ManyToOne & { readonly alpha: number; readonly t: number })[];
  readonly comparisons: readonly {
    readonly samples: readonly (readonly number[])[];
    readonly margin: number;
    readonly alpha: number;
    readonly p: readonly number[];
    readonly equivalenceP: readonly number[];
    readonly intervals: readonly (readonly [number, number])[];
  }[];
}

export const HSU: HsuGolden = JSON.parse(readFileSync(new URL('golden/hsu.json', import.meta.url), 'utf8'));
