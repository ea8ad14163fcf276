import { tmpdir } from 'node:os';
import path from 'node:path';
import { groupBy } from '../../results/group-by';
import { readSpecText } from '../../runner/open-spec';
import { canonicalJson } from '../../spec/canonical-json';
import type { DatasetSource, Spec, TaskKind } from '../../spec/spec';
import { dataFolders } from '../arguments';
import { openExperiment } from '../open-experiment';
import { UsageError } from '../usage-error';

/** A dataset to look at, and what it is for. */
export interface Subject {
  readonly source: DatasetSource;
  readonly kind: TaskKind;
  /** Whether a task is tested on it; pre-training alone needs no score. */
  readonly isScored: boolean;
}

export interface Subjects {
  readonly subjects: readonly Subject[];
  /** Below which phantoms are drawn: the store's, where there is a spec. */
  readonly phantomFolder: string;
}

/**
 * `NAME=DIR` is one dataset: in its official layout where the catalog knows the name, else in class folders. A spec is every dataset that
 * it trains on, each use that differs once.
 *
 * @throws SpecError, UsageError
 */
export function subjectsOf(operand: string, values: { store?: string; data?: string[] }): Subjects {
  const isAssignment = operand.includes('=') && !/\.ya?ml$/.test(operand);
  if (isAssignment) return { subjects: usesOf(specOf(operand)), phantomFolder: path.join(tmpdir(), 'phantoms') };
  const { spec, store } = openExperiment(operand, values);
  return { subjects: usesOf(spec), phantomFolder: store.phantoms };
}

function usesOf({ tasks, initializations }: Spec): readonly Subject[] {
  const uses = [
    ...tasks.map(({ dataset, kind }): Subject => ({ source: dataset, kind, isScored: true })),
    ...initializations.flatMap((one): Subject[] =>
      one.source === 'pretrain' ? [{ source: one.on, kind: 'classification', isScored: false }] : [],
    ),
  ];
  return [...groupBy(uses, ({ source, kind }) => canonicalJson({ source, kind })).values()].map(([first]) => first!);
}

/** A spec with one task on one dataset, read as any other. */
function specOf(assignment: string): Spec {
  const [[name, folder]] = Object.entries(dataFolders([assignment])) as [[string, string]];
  const quoted = JSON.stringify(name);
  const text = `data: {${quoted}: ${JSON.stringify(folder)}}\ntasks: [{name: ${quoted}, data: ${quoted}}]\ninitializations: [random]\n`;
  const { spec, diagnostics } = readSpecText(text, 'given.warmstart.yaml');
  if (spec === null) throw new UsageError(`"${assignment}" cannot be checked. ${diagnostics[0]?.message}`);
  return spec;
}
