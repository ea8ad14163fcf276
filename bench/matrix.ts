/** The matrix that both sides train, as the peer reads it: settings from the spec, examples as Warmstart finds and splits them. */
import path from 'node:path';
import { PARTS, type Part } from '../runner/datasets/dataset';
import { openDataset } from '../runner/datasets/open-dataset';
import { openSpec } from '../runner/open-spec';
import type { Cell, Plan } from '../spec/cell';
import { datasetIdentity } from '../spec/dataset-identity';
import { makePlan } from '../spec/plan';
import type { NetworkSettings, Spec, Task, TaskKind, TrainingSettings } from '../spec/spec';

export interface MatrixExample {
  readonly image: string;
  readonly labels: readonly number[];
  /** null: classification. */
  readonly mask: string | null;
}

export interface MatrixTask extends TrainingSettings {
  readonly name: string;
  readonly kind: TaskKind;
  readonly encoder: NetworkSettings['encoder'];
  /** Outputs. */
  readonly classes: number;
  readonly parts: Readonly<Record<Part, readonly MatrixExample[]>>;
}

export interface Matrix {
  readonly tasks: readonly MatrixTask[];
  /** `checkpoint`: a .safetensors file; null: random weights. */
  readonly initializations: readonly { readonly name: string; readonly checkpoint: string | null }[];
  readonly runs: number;
}

/** @throws Error with the spec's diagnostics when it has errors */
export function readPlan(file: string, data: Readonly<Record<string, string>>): { spec: Spec; plan: Plan } {
  const { spec, diagnostics } = openSpec(file, data);
  if (!spec) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { spec, plan: makePlan(spec) };
}

/** @throws DataError when the data cannot be used */
export async function matrixOf(spec: Spec, cells: readonly Cell[]): Promise<Matrix> {
  const tasks: MatrixTask[] = [];
  for (const task of spec.tasks) tasks.push(await matrixTask(task));
  const checkpoints = new Map(cells.map(({ initialization, checkpoint }) => [initialization, checkpoint]));
  return {
    tasks,
    initializations: [...checkpoints].map(([name, checkpoint]) => ({ name, checkpoint })),
    runs: spec.runs,
  };
}

async function matrixTask({ name, kind, dataset, network, training }: Task): Promise<MatrixTask> {
  const { classes, parts } = await openDataset(datasetIdentity(dataset), kind, dataset.root, { phantomFolder: '' });
  const examplesOf = (part: Part): MatrixExample[] =>
    parts[part].map(({ image, labels, mask }) => ({
      image: path.resolve(image),
      labels,
      mask: mask?.kind === 'file' ? path.resolve(mask.file) : null,
    }));
  const [train, validation, test] = PARTS.map(examplesOf) as [MatrixExample[], MatrixExample[], MatrixExample[]];
  return {
    ...training,
    name,
    kind,
    encoder: network.encoder,
    classes: classes.length,
    parts: { train, validation, test },
  };
}
