/** Small experiments for the tests of results/: a plan and outcomes from a table of scores. */
import type { RunFacts } from '../../journal/run-facts';
import type { CellOutcome } from '../../results/cell-outcome';
import { makeTable } from '../../results/make-table';
import type { Table } from '../../results/table';
import type { Cell, Plan } from '../../spec/cell';
import type { Metric, StatisticsSettings } from '../../spec/spec';

export const STATISTICS: StatisticsSettings = {
  test: 'welch',
  compare: 'best',
  reference: null,
  alternative: 'two-sided',
  alpha: 0.05,
  correction: 'holm',
  margin: 2,
  ddof: 1,
};

/** A score; or what became of the run instead. */
export type Run = number | 'waiting' | 'running' | 'failed' | 'not-applicable';

export interface TaskScores {
  readonly metric: Metric;
  readonly scores: Readonly<Record<string, readonly Run[]>>;
  /** What the journals of an initialization's runs tell beside. */
  readonly facts?: Readonly<Record<string, RunFacts>>;
}

export interface Experiment {
  readonly plan: Plan;
  readonly outcomes: Map<string, CellOutcome>;
}

export function experiment(tasks: Readonly<Record<string, TaskScores>>, name = 'Small study'): Experiment {
  const outcomes = new Map<string, CellOutcome>();
  for (const [task, { metric, scores, facts = {} }] of Object.entries(tasks)) {
    for (const [initialization, runs] of Object.entries(scores)) {
      for (const [index, run] of runs.entries()) {
        const outcome = {
          ...outcomeOf(cellOf(task, initialization, index + 1, metric, run), run),
          ...(facts[initialization] && { facts: facts[initialization] }),
        };
        outcomes.set(outcome.cell.id, outcome);
      }
    }
  }
  return { plan: { name, pretraining: [], cells: [...outcomes.values()].map(({ cell }) => cell) }, outcomes };
}

export function tableOf(
  tasks: Readonly<Record<string, TaskScores>>,
  statistics: Partial<StatisticsSettings> = {},
): Table {
  const { plan, outcomes } = experiment(tasks);
  return makeTable(plan, outcomes, { ...STATISTICS, ...statistics });
}

function outcomeOf(cell: Cell, run: Run): CellOutcome {
  if (typeof run === 'number')
    return { cell, state: 'finished', value: run, splitHash: `split of ${cell.task}`, failure: null };
  const state = run === 'not-applicable' ? 'waiting' : run;
  return { cell, state, value: null, splitHash: null, failure: run === 'failed' ? 'The loss became NaN.' : null };
}

function cellOf(task: string, initialization: string, run: number, metric: Metric, what: Run): Cell {
  return {
    role: 'fine-tune',
    id: `${task}/${initialization}/${run}`,
    task,
    initialization,
    run,
    needs: null,
    root: 'data',
    checkpoint: null,
    notApplicable: what === 'not-applicable' ? 'pre-training set = target set' : null,
    job: {
      format: 1,
      kind: metric === 'auc' ? 'classification' : 'segmentation',
      metric,
      dataset: { name: task, layout: 'drive', split: null },
      network: { encoder: 'resnet18', width: 64 },
      training: {
        imageSize: 64,
        batchSize: 8,
        learningRate: 0.001,
        schedule: { kind: 'constant' },
        epochs: 4,
        earlyStopping: null,
        loss: metric === 'auc' ? 'binary-cross-entropy' : 'soft-dice',
        augmentation: 'flip',
        normalisation: 'imagenet',
        testTimeAugmentation: 'none',
      },
      initialization: { source: 'random' },
      seed: run,
    },
  };
}
