/** What the journals of a cell's runs tell beside their scores. */
import type { LoadedWeights } from '../journal/run-facts';
import type { CellOutcome } from './cell-outcome';
import { groupBy } from './group-by';
import type { CellFacts, TableWeights } from './table';
import { weightsWarnings } from './weights-warnings';

/** undefined where only their scores are known. */
export function cellFacts(outcomes: readonly CellOutcome[]): CellFacts | undefined {
  if (outcomes.every(({ facts }) => facts === undefined)) return undefined;
  const splits = outcomes.filter(({ state }) => state === 'finished').map(({ splitHash }) => splitHash);
  const loads = outcomes.map(({ facts }) => facts?.weights ?? null).filter((weights) => weights !== null);
  const inTwoParts = outcomes.find(({ facts }) => facts?.inTwoParts)?.facts?.inTwoParts;
  const dataWarnings = new Set(outcomes.flatMap(({ facts }) => facts?.dataWarnings ?? []));
  return {
    splitHash: new Set(splits).size === 1 ? splits[0]! : null,
    leftOut: Math.max(0, ...outcomes.map(({ facts }) => facts?.leftOut ?? 0)),
    weights: tableWeights(loads),
    ...(inTwoParts && { inTwoParts }),
    ...(dataWarnings.size > 0 && { dataWarnings: [...dataWarnings] }),
  };
}

/** Each different file once. */
export function tableWeights(loads: readonly LoadedWeights[]): TableWeights[] {
  return [...groupBy(loads, sameWeights).values()].map(weightsOf);
}

/** Of whom one line tells: runs differ in what they would have started from instead. */
function sameWeights({ source, sha256, loaded, total, layout }: LoadedWeights): string {
  return `${sha256} ${loaded} ${total} ${layout} ${source}`;
}

function weightsOf(loads: readonly LoadedWeights[]): TableWeights {
  const proofs = loads.flatMap(({ proof }) => proof ?? []);
  const [least] = proofs.toSorted((a, b) => a.differing - b.differing);
  const { source, sha256, loaded, total, layout = null } = loads[0]!;
  return {
    file: source.split(/[\\/]/).at(-1)!,
    sha256,
    layout,
    loaded,
    total,
    differing: least?.differing ?? null,
    batchNorm: least?.batchNorm ?? null,
    warnings: weightsWarnings(least),
  };
}
