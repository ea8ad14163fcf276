import type { InTwoParts, LoadReport } from './event';
import type { RunRecord } from './run-record';

/** What a file gave to an encoder, without the names of its tensors. */
export type LoadedWeights = Pick<LoadReport, 'source' | 'sha256' | 'loaded' | 'total' | 'layout' | 'proof'>;

/** What the journal of a run tells beside its score. */
export interface RunFacts {
  /** Images that were left out for their problems. */
  readonly leftOut: number;
  /** Absent: no patient is. */
  readonly inTwoParts?: InTwoParts;
  /** What else may be wrong with the data; absent: nothing. */
  readonly dataWarnings?: readonly string[];
  /** Of a segmentation that was evaluated, in both ways. */
  readonly dice: { readonly mean: number; readonly pooled: number } | null;
  /** null for random weights, and before they are in. */
  readonly weights: LoadedWeights | null;
}

export function runFacts({ data, result, load }: RunRecord): RunFacts {
  // That of patients comes first.
  const dataWarnings = (data?.warnings ?? []).slice(data?.inTwoParts ? 1 : 0);
  return {
    leftOut: data?.leftOut ?? 0,
    ...(data?.inTwoParts && { inTwoParts: data.inTwoParts }),
    ...(dataWarnings.length > 0 && { dataWarnings }),
    dice: result?.dice ?? null,
    weights: load && withoutNames(load),
  };
}

export function withoutNames({ source, sha256, loaded, total, layout, proof }: LoadReport): LoadedWeights {
  return { source, sha256, loaded, total, ...(layout && { layout }), ...(proof && { proof }) };
}
