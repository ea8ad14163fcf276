/** A report with every section: the experiment of every state, curves that end early, a failure and a stranger's names. */
import { PRETRAINED_HERE } from '../../journal/event';
import type { ReportInput, RunCurve } from '../../results/report/report-input';
import { EVERY_STATE, EVERY_STATE_TABLE } from './every-state';

/** Curves drawn by formula, so that the report is the same on every machine up to the last digits of exp. */
function curve(task: string, initialization: string, run: number, epochs: number, level: number): RunCurve {
  return {
    task,
    initialization,
    run,
    epochs: Array.from({ length: epochs }, (_, index) => {
      const rest = Math.exp(-index / 5) * 0.3 + (((index * 7 + run * 3) % 5) - 2) * 0.006;
      return {
        epoch: index + 1,
        trainLoss: 1 - level + rest,
        validationLoss: 1.05 - level + rest,
        validationMetric: level - rest,
      };
    }),
  };
}

const AUC = { value: 0.71, bootstrap: { low: 0.612, high: 0.798 }, delong: { low: 0.615, high: 0.805 } };

const OVER_CASES = {
  score: AUC,
  classes: ['mass', 'nodule'].map((name) => ({ name, ...AUC })),
  runs: [{ run: 1, ...AUC, delong: null }],
};

export const EXAMPLE_REPORT: ReportInput = {
  plan: EVERY_STATE.plan,
  table: EVERY_STATE_TABLE,
  curves: [
    ...[14, 18, 20].map((epochs, index) => curve('nodules', 'random', index + 1, epochs, 0.7)),
    ...[12, 12, 15].map((epochs, index) => curve('nodules', 'upstream → clinic', index + 1, epochs, 0.845)),
    ...[16, 13, 13].map((epochs, index) => curve('nodules', 'a|b_c *d*', index + 1, epochs, 0.84)),
    ...[10, 11, 13].map((epochs, index) => curve('nodules', '50% & more <b>', index + 1, epochs, 0.8 + index * 0.02)),
    curve('nodules', '医療画像', 1, 12, 0.83),
    ...[9, 9].map((epochs, index) => curve('vessels "fine"', 'upstream → clinic', index + 1, epochs, 0.72)),
    ...[11, 12, 12].map((epochs, index) => curve('vessels "fine"', '医療画像', index + 1, epochs, 0.71)),
  ],
  parts: [
    ...[0.84, 0.86].map((value, index) => ({
      task: 'nodules',
      initialization: 'upstream → clinic',
      run: index + 1,
      scores: [
        { part: 'mass', value },
        { part: 'nodule', value: value + 0.01 },
      ],
    })),
    {
      task: 'vessels "fine"',
      initialization: '医療画像',
      run: 1,
      scores: [
        { part: 'mean over images', value: 0.71 },
        { part: 'pooled over pixels', value: 0.74 },
      ],
    },
  ],
  overCases: [
    {
      task: 'nodules',
      images: 144,
      patients: 48,
      draws: 2000,
      level: 0.95,
      against: 'upstream → clinic',
      cells: [
        {
          initialization: 'random',
          ...OVER_CASES,
          difference: {
            value: -0.137,
            bootstrap: { low: -0.281, high: 0.012 },
            delong: { low: -0.279, high: 0.005 },
          },
        },
        { initialization: 'upstream → clinic', ...OVER_CASES, difference: null },
      ],
      missing: [{ initialization: 'a|b_c *d*', run: 2 }],
    },
    {
      task: 'vessels "fine"',
      images: 0,
      patients: null,
      draws: 2000,
      level: 0.95,
      against: 'upstream → clinic',
      cells: [],
      missing: [{ initialization: '医療画像', run: 1 }],
    },
  ],
  data: [
    {
      task: 'nodules',
      train: 48,
      validation: 48,
      test: 144,
      classes: ['mass', 'nodule'],
      splitHash: '9f86d081884c7d659a2feaa0c55ad015',
    },
    {
      task: 'vessels "fine"',
      train: 12,
      validation: 12,
      test: 36,
      classes: [],
      splitHash: '60303ae22b998861bce3b28f33eec1be',
      leftOut: 2,
      warnings: ['1 patient is in two parts: 7 (train and test).'],
    },
  ],
  weights: [
    {
      task: 'nodules',
      initialization: 'upstream → clinic',
      report: {
        source: 'weights/clinic.safetensors',
        sha256: '2c26b46b68ffc68ff99b453c1d304134',
        loaded: 704_999,
        total: 705_000,
        dropped: [],
        missing: ['conv1.bias'],
        mismatched: [],
        layout: 'torchvision',
        proof: { differing: 0.9999, batchNorm: { layers: 53, updated: 53, smallestVariance: 0.01 } },
      },
    },
    {
      task: 'nodules',
      initialization: 'upstream',
      report: {
        source: '/home/ada/.warmstart/cells/0a1b2c/encoder.safetensors',
        sha256: '9f86d081884c7d659a2feaa0c55ad015',
        loaded: 705_000,
        total: 705_000,
        dropped: [],
        missing: [],
        mismatched: [],
        layout: PRETRAINED_HERE,
        proof: { differing: 1, batchNorm: { layers: 53, updated: 53, smallestVariance: 0.02 } },
      },
    },
  ],
  failures: [
    {
      work: 'vessels "fine", upstream → clinic, run 3',
      message: 'The loss became NaN in epoch 3. Lower the learning rate of this task.',
    },
    ...[1, 2, 3].map((run) => ({
      work: `vessels "fine", a|b_c *d*, run ${run}`,
      message: '<script>alert(1)</script> is no checkpoint.',
    })),
  ],
  environments: [
    {
      runtime: 'node 20.19.0',
      engine: 'tensorflow',
      engineVersion: 'tensorflow 2.21.0',
      device: 'CPU (AVX2, 2 threads)',
      warmstart: '0.1.0',
      host: 'workstation',
      pid: 1,
    },
  ],
  specFile: 'study.warmstart.yaml',
  specText:
    'name: Which weights, $5 & 100%?\ntasks:\n  - nodules\n  - vessels "fine"\ninitializations: [random, upstream → clinic]\nruns: 3\n',
  command: 'warmstart run study.warmstart.yaml',
  written: '2026-03-01T12:30:00Z',
};
