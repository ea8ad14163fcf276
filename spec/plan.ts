import { parentOf, whyNotApplicable } from './ancestry';
import type { Cell, InitializationIdentity, Plan, PretrainNode, TrainingJob } from './cell';
import { datasetIdentity } from './dataset-identity';
import { jobId, runSeed } from './job-id';
import type { Initialization, NetworkSettings, Spec, Task, TrainingSettings } from './spec';

/** How one unit of work starts: what that is, and what it takes to have it. */
interface Start {
  readonly identity: InitializationIdentity;
  readonly checkpoint: string | null;
  /** Id of the node to wait for. */
  readonly needs: string | null;
  /** Of pixel values, instead of the recipe's; null: the recipe's. */
  readonly normalisation: TrainingSettings['normalisation'] | null;
}

/** The full matrix of cells, and the pre-training that they wait for. Pure: the same spec gives the same plan. */
export function makePlan(spec: Spec): Plan {
  const nodes = new Map<string, PretrainNode>();
  const cells = spec.tasks.flatMap((task) =>
    spec.initializations.flatMap((initialization) => {
      const notApplicable = whyNotApplicable(initialization, task.dataset, spec);
      // Nobody waits for the pre-training of a cell that never runs.
      const start = startOf(initialization, task.network, spec, notApplicable === null ? nodes : new Map());
      return Array.from({ length: spec.runs }, (_, index) =>
        cellOf(task, initialization, index + 1, start, notApplicable, spec.seed),
      );
    }),
  );
  return { name: spec.name, pretraining: [...nodes.values()], cells };
}

function cellOf(
  task: Task,
  initialization: Initialization,
  run: number,
  start: Start,
  notApplicable: string | null,
  seed: number,
): Cell {
  const job: TrainingJob = {
    format: 1,
    kind: task.kind,
    metric: task.metric,
    dataset: datasetIdentity(task.dataset),
    network: task.network,
    training: normalised(task.training, start),
    initialization: start.identity,
    seed: runSeed(seed, run),
  };
  return {
    role: 'fine-tune',
    id: jobId(job),
    task: task.name,
    initialization: initialization.name,
    run,
    job,
    needs: start.needs,
    root: task.dataset.root,
    checkpoint: start.checkpoint,
    notApplicable,
  };
}

/** Adds the pre-training that it takes to `nodes`, parents first, each once. */
function startOf(
  initialization: Initialization,
  network: NetworkSettings,
  spec: Spec,
  nodes: Map<string, PretrainNode>,
): Start {
  switch (initialization.source) {
    case 'random':
      return { identity: { source: 'random' }, checkpoint: null, needs: null, normalisation: null };
    case 'file': {
      const { file, allowPartial, path, normalisation } = initialization;
      return { identity: { source: 'file', file, allowPartial }, checkpoint: path, needs: null, normalisation };
    }
    case 'pretrain': {
      const start = startOf(parentOf(initialization, spec), network, spec, nodes);
      const node = nodeOf(initialization, start, network, spec.seed);
      if (!nodes.has(node.id)) nodes.set(node.id, node);
      const { normalisation } = start;
      return { identity: { source: 'pretrain', node: node.id }, checkpoint: null, needs: node.id, normalisation };
    }
  }
}

function nodeOf(
  { name, on, training }: Extract<Initialization, { source: 'pretrain' }>,
  start: Start,
  network: NetworkSettings,
  seed: number,
): PretrainNode {
  const { identity, checkpoint, needs } = start;
  const job: TrainingJob = {
    format: 1,
    kind: 'classification',
    metric: 'auc',
    dataset: datasetIdentity(on),
    network,
    training: normalised(training, start),
    initialization: identity,
    seed: runSeed(seed, 0),
  };
  return { role: 'pretrain', id: jobId(job), initialization: name, job, needs, root: on.root, checkpoint };
}

function normalised(training: TrainingSettings, { normalisation }: Start): TrainingSettings {
  return normalisation === null ? training : { ...training, normalisation };
}
