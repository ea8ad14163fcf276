import assert from 'node:assert/strict';
import type { JournalEvent, RuntimeHeader } from '../../journal/event';
import { EMPTY_RECORD, foldEvents, type RunRecord } from '../../journal/run-record';
import { type ExperimentStatus, type RunStatus, tableOfExperiment } from '../../results/experiment-status';
import { reportFacts } from '../../results/report/report-facts';
import type { Cell } from '../../spec/cell';
import { experiment, STATISTICS } from './experiment';

const time = '2026-03-01T12:00:00Z';
const header: RuntimeHeader = {
  runtime: 'node 20.19.0',
  engine: 'wasm',
  engineVersion: 'wasm 4.22.0',
  device: 'CPU',
  warmstart: '0.1.0',
  host: 'here',
  pid: 1,
};

function journal(...events: JournalEvent[]): RunRecord {
  return foldEvents(EMPTY_RECORD, events);
}

function begun(pid: number): JournalEvent[] {
  return [
    { time, type: 'started', attempt: 1, header: { ...header, pid }, resumedFrom: 0 },
    { time, type: 'data', train: 4, validation: 2, test: 6, classes: ['mass'], splitHash: 'abcd' },
    {
      time,
      type: 'epoch',
      epoch: 1,
      trainLoss: 1,
      validationLoss: 2,
      validationMetric: 0.5,
      learningRate: 0.1,
      best: true,
      seconds: 1,
    },
    { time, type: 'evaluated', metric: 'auc', value: 0.8, parts: {} },
  ];
}

const finished: JournalEvent = { time, type: 'finished', bestEpoch: 1, epochs: 1, seconds: 1 };
const failed: JournalEvent = { time, type: 'failed', code: 'disk', message: 'The disk is full.' };

const { plan } = experiment({
  nodules: { metric: 'auc', scores: { random: [0, 0], upstream: [0], self: ['not-applicable'] } },
});
const [random1, random2, upstream, self] = plan.cells as [Cell, Cell, Cell, Cell];

const STATUS: ExperimentStatus = {
  plan,
  pretraining: [
    {
      work: { ...random1, role: 'pretrain', initialization: 'upstream' },
      state: 'failed',
      record: journal(failed),
    },
  ],
  cells: [
    { work: random1, state: 'finished', record: journal(...begun(1), finished) },
    { work: random2, state: 'crashed', record: journal(...begun(2)) },
    { work: upstream, state: 'failed', record: journal(failed) },
    { work: self, state: 'not-applicable', record: EMPTY_RECORD },
  ] satisfies RunStatus<Cell>[],
};

describe('an experiment as its journals tell it', () => {
  it('counts the scores of finished runs alone', () => {
    const { cells } = tableOfExperiment(STATUS, STATISTICS);
    assert.deepEqual(
      cells.map(({ state, values }) => [state, values.map(({ value }) => value)]),
      [
        ['partial', [0.8]],
        ['failed', []],
        ['not-applicable', []],
      ],
    );
  });

  it('tells the report of curves, data and environment once each, and of failures wherever they were', () => {
    const facts = reportFacts(STATUS);
    assert.deepEqual(
      facts.curves.map(({ run, epochs }) => [run, epochs.length]),
      [
        [1, 1],
        [2, 1],
      ],
    );
    assert.deepEqual(facts.data, [
      { task: 'nodules', train: 4, validation: 2, test: 6, classes: ['mass'], splitHash: 'abcd' },
    ]);
    assert.equal(facts.environments.length, 1);
    assert.deepEqual(facts.failures, [
      { work: 'pre-training of upstream', message: 'The disk is full.' },
      { work: 'nodules, upstream, run 1', message: 'The disk is full.' },
    ]);
  });

  it('tells report and table what every file gave, to pre-trainings, too', () => {
    const report = { source: 'a/w.pth', sha256: 'ab', loaded: 5, total: 5, dropped: [], missing: [], mismatched: [] };
    const loaded = (change: object) => journal({ time, type: 'initialized', report: { ...report, ...change } });
    const status: ExperimentStatus = {
      ...STATUS,
      pretraining: [{ ...STATUS.pretraining[0]!, record: loaded({ loaded: 4 }) }],
      cells: [
        { work: random1, state: 'running', record: loaded({}) },
        { work: random2, state: 'running', record: loaded({ sha256: 'cd' }) },
        { work: upstream, state: 'running', record: loaded({}) },
      ],
    };
    assert.deepEqual(
      reportFacts(status).weights.map(({ task, initialization, report }) => [task, initialization, report.sha256]),
      [
        ['pre-training', 'upstream', 'ab'],
        ['nodules', 'random', 'ab'],
        ['nodules', 'random', 'cd'],
        ['nodules', 'upstream', 'ab'],
      ],
    );
    const { cells, pretraining } = tableOfExperiment(status, STATISTICS);
    assert.deepEqual(
      cells.map(({ facts }) => (facts?.weights ?? []).map(({ file, sha256 }) => [file, sha256])),
      [
        [
          ['w.pth', 'ab'],
          ['w.pth', 'cd'],
        ],
        [['w.pth', 'ab']],
        [],
      ],
    );
    assert.deepEqual(
      pretraining!.map(({ initialization, weights }) => [initialization, weights.loaded]),
      [['upstream', 4]],
    );
  });

  it('tells the report of both kinds of Dice, which journals of earlier versions lack', () => {
    const { plan: masks } = experiment({ vessels: { metric: 'dice', scores: { random: [0, 0] } } });
    const [now, before] = masks.cells as [Cell, Cell];
    const evaluated = { time, type: 'evaluated', metric: 'dice', value: 0.7, parts: { a: 0.8, b: 0.6 } } as const;
    const dice = { mean: 0.7, pooled: 0.75 };
    const { parts } = reportFacts({
      plan: masks,
      pretraining: [],
      cells: [
        { work: now, state: 'finished', record: journal({ ...evaluated, dice }, finished) },
        { work: before, state: 'finished', record: journal(evaluated, finished) },
      ],
    });
    const scores = [
      { part: 'mean over images', value: 0.7 },
      { part: 'pooled over pixels', value: 0.75 },
    ];
    assert.deepEqual(parts, [{ task: 'vessels', initialization: 'random', run: 1, scores }]);
  });

  it('refuses a journal that two processes have written, and says so', () => {
    const twice = journal(...begun(1), begun(1).at(-1)!, finished);
    assert.equal(twice.results, 2);
    const cells = [{ work: random1, state: 'finished', record: twice }, ...STATUS.cells.slice(1)] as const;
    const { cells: shown, problems } = tableOfExperiment({ ...STATUS, cells }, STATISTICS);
    assert.deepEqual([shown[0]!.state, shown[0]!.values], ['failed', []]);
    assert.match(
      problems![0]!.message,
      /^Run 1 of nodules from random cannot be trusted: two processes have written into its journal\. /,
    );
  });

  it('keeps the score of a run that was killed between its evaluation and its end, and went on', () => {
    const again = journal(...begun(1), ...begun(1), finished);
    const cells = [{ work: random1, state: 'finished', record: again }, ...STATUS.cells.slice(1)] as const;
    assert.deepEqual(tableOfExperiment({ ...STATUS, cells }, STATISTICS).cells[0]!.values.length, 1);
  });
});
