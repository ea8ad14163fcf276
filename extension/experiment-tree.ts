/** The experiments view as data: spec > task > initialization > run. Pure. */

import { meanAndSd } from '../results/numbers';
import { findCell } from '../results/table-rows';
import type { RunState } from '../runner/store/run-state';
import type { WorkStatus } from '../runner/store/store-reader';
import { runDetail } from './experiment-view';
import type { Observation } from './experiment-watch';

export type NodeState = RunState | 'not-applicable';

export interface TreeNode {
  /** Unique in the view; the same from look to look, so that what is unfolded stays so. */
  readonly id: string;
  readonly kind: 'spec' | 'pretraining' | 'task' | 'initialization' | 'run';
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly state: NodeState;
  readonly file: string;
  readonly task: string | null;
  readonly initialization: string | null;
  readonly run: number | null;
  readonly children: readonly TreeNode[];
}

export function experimentTree(observation: Observation): TreeNode {
  const { file, experiment, table } = observation;
  const names = { file, task: null, initialization: null, run: null };
  const pretraining = experiment.pretraining.map((status) =>
    leaf(
      status,
      { ...names, initialization: status.work.initialization },
      `${file}#${status.work.id}`,
      status.work.initialization,
    ),
  );
  const tasks = table.tasks.map(({ name: task }) => {
    const rows = table.initializations.map((initialization) => {
      const cells = experiment.cells.filter(({ work }) => work.task === task && work.initialization === initialization);
      const runs = cells.map((status) => {
        const { run } = status.work;
        return leaf(
          status,
          { file, task, initialization, run },
          `${file}#${task}#${initialization}#${run}`,
          `Run ${run}`,
        );
      });
      const cell = findCell(table, task, initialization);
      const score =
        cell?.mean == null
          ? cell?.state === 'not-applicable'
            ? '---'
            : ''
          : `${meanAndSd(cell.mean, cell.sd)} (n = ${cell.n})`;
      return branch('initialization', `${file}#${task}#${initialization}`, initialization, score, runs, {
        file,
        task,
        initialization,
        run: null,
      });
    });
    return branch('task', `${file}#${task}`, task, doneOf(rows), rows, { file, task, initialization: null, run: null });
  });
  const before =
    pretraining.length > 0
      ? [branch('pretraining', `${file}#pretraining`, 'pre-training', '', pretraining, names)]
      : [];
  return branch('spec', file, table.name, doneOf(tasks), [...before, ...tasks], names);
}

type Names = Pick<TreeNode, 'file' | 'task' | 'initialization' | 'run'>;

function leaf(status: WorkStatus, names: Names, id: string, label: string): TreeNode {
  const { ending } = status.record;
  const description = runDetail(status);
  const tooltip = ending?.type === 'failed' ? ending.message : `${label}: ${status.state}`;
  return { id, kind: 'run', label, description, tooltip, state: status.state, ...names, children: [] };
}

function branch(
  kind: TreeNode['kind'],
  id: string,
  label: string,
  description: string,
  children: readonly TreeNode[],
  names: Names,
): TreeNode {
  return {
    id,
    kind,
    label,
    description,
    tooltip: label,
    state: commonState(children.map(({ state }) => state)),
    ...names,
    children,
  };
}

/** What most wants attention among the children. */
const URGENCY: readonly NodeState[] = [
  'running',
  'failed',
  'crashed',
  'stalled',
  'stopped',
  'waiting',
  'finished',
  'not-applicable',
];

function commonState(states: readonly NodeState[]): NodeState {
  return URGENCY.find((state) => states.includes(state)) ?? 'waiting';
}

function doneOf(nodes: readonly TreeNode[]): string {
  const runs = leaves(nodes).filter(({ state }) => state !== 'not-applicable');
  return `${runs.filter(({ state }) => state === 'finished').length} of ${runs.length}`;
}

function leaves(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => (node.kind === 'run' ? [node] : leaves(node.children)));
}
