/** What the extension might send: experiments in several moments of their lives, for previews and speed. */
import { aboutInitialization } from '../../catalog/about-initialization';
import { findCatalogInitialization } from '../../catalog/initializations';
import { MOCO } from '../../catalog/weight-layouts/moco';
import { SIMCLR_V2_PYTORCH } from '../../catalog/weight-layouts/simclr-v2-pytorch';
import { makeTable } from '../../results/make-table';
import { summarize } from '../../results/summary';
import type { Table } from '../../results/table';
import type { RunnerView, RunView, ToLive, ToResults, ToWeights, WeightsView } from '../../webviews/messages';
import { EVERY_STATE_TABLE } from '../results/every-state';
import { experiment, type Run, STATISTICS, tableOf } from '../results/experiment';
import { runView, trained } from './run-views';

export interface Scene {
  readonly view: 'live' | 'results' | 'weights';
  readonly messages: readonly (ToLive | ToResults | ToWeights)[];
}

const ENVIRONMENT = 'tensorflow 2.21.0 on CPU (AVX512, 2 threads), node 20.19.0';
const RUNNING: RunnerView = { running: true, environment: ENVIRONMENT, timeLeft: 200, done: 9, total: 18 };
const IDLE: RunnerView = { running: false, environment: null, timeLeft: null, done: 0, total: 18 };

const TASKS = [
  { name: 'nodules', metric: 'auc' },
  { name: 'vessels', metric: 'dice' },
];
const LEVELS = { random: 0.71, upstream: 0.83, 'upstream → clinic': 0.845 };

/** `finished` counts the runs behind, in the order in which a runner takes them; one more is in the middle. */
function quickstart(finished: number): RunView[] {
  const pretrained = ['upstream', 'upstream → clinic'].map((initialization, index) =>
    runView({
      role: 'pretrain',
      task: null,
      initialization,
      state: 'finished',
      epochs: trained(12 + index * 3, 0.78 + index * 0.07, 1),
    }),
  );
  const planned = TASKS.flatMap(({ name }) =>
    [1, 2, 3].flatMap((run) =>
      Object.entries(LEVELS).map(([initialization, level]) => ({ task: name, run, initialization, level })),
    ),
  );
  const runs = planned.map(({ level, ...rest }, index): RunView => {
    const taskLevel = rest.task === 'vessels' ? level - 0.12 : level;
    if (index < finished) {
      const epochs = trained(16 + ((rest.run * 3) % 5), taskLevel, rest.run);
      return runView({ ...rest, state: 'finished', score: taskLevel, epochs });
    }
    if (index > finished + 1) return runView(rest);
    const progress = { epoch: 8, step: 3, steps: 6, loss: 0.431 };
    return runView({ ...rest, state: 'running', epochs: trained(20, taskLevel, rest.run).slice(0, 7), progress });
  });
  return [...pretrained, ...runs];
}

function live(runs: readonly RunView[], runner: RunnerView): Extract<ToLive, { type: 'experiment' }> {
  const name = 'Does in-domain pre-training help?';
  return {
    type: 'experiment',
    experiment: { name, tasks: TASKS, initializations: Object.keys(LEVELS), runs },
    runner,
  };
}

/** The paper's matrix: 7 tasks, 21 initializations, and enough runs for 500 cells of 200 epochs. */
function large(): ToLive {
  const tasks = ['DXC₁₄', 'DXC₅', 'TXC', 'PXS', 'VFS', 'TXS', 'LXS'].map((name, index) => ({
    name,
    metric: index < 3 ? 'auc' : 'dice',
  }));
  const initializations = Array.from({ length: 21 }, (_, index) => `initialization ${index + 1}`);
  const runs = tasks.flatMap(({ name }, place) =>
    initializations.flatMap((initialization, index) =>
      Array.from({ length: index < 9 ? 4 : 3 }, (_, run) =>
        runView({
          task: name,
          initialization,
          run: run + 1,
          state: 'finished',
          plannedEpochs: 200,
          epochs: trained(200, 0.9 - index * 0.015 - place * 0.02, run + 1),
        }),
      ),
    ),
  );
  const runner = { ...IDLE, environment: ENVIRONMENT, done: runs.length, total: runs.length };
  return { type: 'experiment', experiment: { name: 'Seven tasks', tasks, initializations, runs }, runner };
}

function results(table: Table, runner: RunnerView): ToResults {
  return { type: 'results', table, summary: summarize(table), runner };
}

const trouble = quickstart(11).map((run, index): RunView => {
  if (index === 5)
    return { ...run, state: 'failed', failure: 'The loss became NaN in epoch 3. Lower the learning rate.' };
  return run.state === 'running' ? { ...run, state: run.run === 1 ? 'crashed' : 'stopped', progress: null } : run;
});

const waiting = Object.fromEntries(Object.keys(LEVELS).map((name) => [name, Array<Run>(3).fill('waiting')]));
const empty = tableOf({ nodules: { metric: 'auc', scores: waiting }, vessels: { metric: 'dice', scores: waiting } });

const sevenTasks = experiment(
  Object.fromEntries(
    ['DXC₁₄', 'DXC₅', 'TXC', 'PXS', 'VFS', 'TXS', 'LXS'].map((task, place) => [
      task,
      {
        metric: place < 3 ? ('auc' as const) : ('dice' as const),
        scores: Object.fromEntries(
          Array.from({ length: 21 }, (_, index) => [
            `initialization ${index + 1}`,
            [0, 1, 2, 3].map((run) => 0.88 - ((index * 5 + place) % 21) * 0.004 + ((run * 7 + index) % 5) * 0.002),
          ]),
        ),
      },
    ]),
  ),
  'Seven tasks, twenty-one initializations',
);

const mixedSplits: Table = {
  ...EVERY_STATE_TABLE,
  problems: [
    {
      code: 'mixed-splits',
      task: 'nodules',
      initialization: 'random',
      message: 'The runs of random on nodules saw different splits, so they are not pooled. Run them again.',
    },
  ],
};

function published(name: string): WeightsView['publishedAs'] {
  const entry = findCatalogInitialization(name)!;
  return [{ title: entry.title, facts: aboutInitialization(entry).slice(1) }];
}

/** A MoCo file of one block, whose group of tensors is open in the page. */
const moco = {
  type: 'weights',
  weights: {
    name: 'moco_v2_800ep_pretrain.pth.tar',
    container: 'PyTorch before 1.6',
    size: 341_868_281,
    within: 'state_dict',
    metadata: { epoch: '800', arch: 'resnet50' },
    tensors: ['encoder_q', 'encoder_k'].flatMap((encoder) =>
      [
        'conv1.weight',
        'bn1.weight',
        'bn1.bias',
        'layer1.0.conv1.weight',
        'layer1.0.bn1.weight',
        'layer1.1.conv1.weight',
      ].map((name) => ({ name: `module.${encoder}.${name}`, dtype: 'float32', shape: [64, 64, 1, 1], size: 16_384 })),
    ),
    unread: [{ name: 'optimizer', what: 'in an object of torch.optim.sgd.SGD' }],
    encoder: {
      network: 'resnet50',
      depth: 50,
      width: 64,
      share: 1,
      resnet50Share: 1,
      foreign: [],
      naming: 'torchvision’s names behind "module.encoder_q."',
      missing: [],
      mismatched: [],
      leftOut: [
        { reason: 'projection head', count: 4 },
        { reason: 'momentum copy of the encoder', count: 322 },
        { reason: 'queue of negatives', count: 2 },
      ],
    },
    laidOutAs: MOCO.title,
    publishedAs: published('moco-v2'),
  },
} as const satisfies ToWeights;

/** A conversion, with a doubt and a padding of its own. */
const converted: ToWeights = {
  type: 'weights',
  weights: {
    ...moco.weights,
    name: 'r50_1x_sk0.pth',
    container: 'PyTorch (zip)',
    within: 'resnet',
    metadata: {},
    laidOutAs: SIMCLR_V2_PYTORCH.title,
    publishedAs: published('simclr-v2'),
    encoder: { ...moco.weights.encoder, naming: 'convolutions and norms in order', leftOut: [] },
  },
};

const partial: ToWeights = {
  type: 'weights',
  weights: {
    ...moco.weights,
    name: 'mine.safetensors',
    container: 'safetensors',
    within: null,
    metadata: {},
    tensors: [{ name: 'conv1.weight', dtype: 'float32', shape: [16, 3, 7, 7], size: 9408 }],
    unread: [],
    laidOutAs: null,
    publishedAs: [],
    encoder: {
      network: 'resnet18',
      depth: 12,
      width: 16,
      share: 0.4319,
      resnet50Share: 0.0801,
      foreign: [],
      naming: 'torchvision’s names',
      missing: ['layer4.0.conv1.weight', 'layer4.0.bn1.weight'],
      mismatched: ['layer1.0.conv1.weight [64,64,1,1] for [16,16,3,3]'],
      leftOut: [],
    },
  },
};

const tensorStatistics: ToWeights = {
  type: 'statistics',
  tensor: 'conv1.weight',
  statistics: {
    count: 2352,
    nonFinite: 3,
    zeros: 12,
    minimum: -0.6713,
    maximum: 0.7042,
    mean: -0.00021,
    standardDeviation: 0.1124,
    histogram: Array.from({ length: 48 }, (_, bin) => Math.round(220 * Math.exp(-(((bin - 23) / 7) ** 2)))),
  },
};

export const SCENES: Readonly<Record<string, Scene>> = {
  'live-running': { view: 'live', messages: [live(quickstart(11), RUNNING)] },
  'live-reveal': {
    view: 'live',
    messages: [live(quickstart(18), IDLE), { type: 'reveal', task: 'vessels', initialization: 'upstream' }],
  },
  'live-trouble': { view: 'live', messages: [live(trouble, { ...IDLE, environment: ENVIRONMENT, done: 10 })] },
  'live-empty': {
    view: 'live',
    messages: [
      live(
        quickstart(0).map((run) => ({ ...run, state: 'waiting', epochs: [] })),
        IDLE,
      ),
    ],
  },
  'live-large': { view: 'live', messages: [large()] },
  'weights-moco': { view: 'weights', messages: [moco] },
  'weights-converted': { view: 'weights', messages: [converted] },
  'weights-partial': { view: 'weights', messages: [partial, tensorStatistics] },
  'weights-unreadable': {
    view: 'weights',
    messages: [
      {
        type: 'unreadable',
        name: 'resnet50.pth',
        message: 'resnet50.pth: this is a Git LFS pointer, not the weights; run `git lfs pull` in its folder.',
      },
    ],
  },
  'results-every-state': { view: 'results', messages: [results(EVERY_STATE_TABLE, RUNNING)] },
  'results-problem': {
    view: 'results',
    messages: [results(mixedSplits, IDLE), { type: 'done', what: 'Copied as LaTeX' }],
  },
  'results-empty': { view: 'results', messages: [results(empty, IDLE)] },
  'results-large': {
    view: 'results',
    messages: [
      results(makeTable(sevenTasks.plan, sevenTasks.outcomes, STATISTICS), { ...IDLE, done: 588, total: 588 }),
    ],
  },
};
