/** The proof below the table that each initialization is in: what its file gave to the encoder, a row each. */
import { groupBy } from './group-by';
import { wholeShare } from './numbers';
import type { Table, TableWeights } from './table';
import { warningSentences } from './weights-warnings';

export interface WeightsRow {
  /** The initialization, and its tasks where they did not start from the same. */
  readonly name: string;
  readonly weights: TableWeights;
}

/** Random weights load nothing and have no row. */
export function weightsRows({ initializations, cells, pretraining = [] }: Table): WeightsRow[] {
  return initializations.flatMap((initialization) => {
    const all = cells
      .filter((cell) => cell.initialization === initialization)
      .flatMap(({ task, facts }) => (facts?.weights ?? []).map((weights) => ({ task, weights })));
    const groups = [...groupBy(all, ({ weights }) => sameWeights(weights)).values()];
    const before = pretraining
      .filter((one) => one.initialization === initialization)
      .map(({ weights }) => ({ name: `${initialization}, pre-training`, weights }));
    const own = groups.map((same) => {
      const tasks = [...new Set(same.map(({ task }) => task))].join(', ');
      const [least] = same.toSorted((a, b) => (a.weights.differing ?? 1) - (b.weights.differing ?? 1));
      return { name: groups.length === 1 ? initialization : `${initialization} (${tasks})`, weights: least!.weights };
    });
    return [...before, ...own];
  });
}

function sameWeights({ file, sha256, loaded, total, layout }: TableWeights): string {
  return JSON.stringify([file, sha256, loaded, total, layout]);
}

export const WEIGHTS_HEAD = ['Weights', 'Loaded', 'Differ', 'Batch norms', 'SHA-256', 'File', 'Read as'];

/** Below WEIGHTS_HEAD. */
export function weightsCells({ name, weights }: WeightsRow): string[] {
  const { file, sha256, layout, loaded, total, differing, batchNorm } = weights;
  return [
    name,
    wholeShare(total === 0 ? 0 : loaded / total),
    differing === null ? '—' : wholeShare(differing),
    batchNorm === null ? '—' : `${batchNorm.updated} of ${batchNorm.layers}`,
    sha256.slice(0, 8),
    file,
    layout ?? '—',
  ];
}

/** What the columns are. */
export const WEIGHTS_CAPTION =
  'Loaded: share of the encoder that came from the file; differ: share of its filters that a fresh initialization would not have; batch norms: those whose statistics training updated.';

/** A sentence for each row that tells of no training. */
export function weightsWarningLines(table: Table): string[] {
  return weightsRows(table).flatMap(({ name, weights: { file, warnings } }) =>
    warningSentences(`${name} (${file})`, warnings),
  );
}
