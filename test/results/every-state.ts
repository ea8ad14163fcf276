/** An experiment in the middle of its life, with every state and mark, and names that want escaping. */
import { makeTable } from '../../results/make-table';
import { type Experiment, experiment, STATISTICS } from './experiment';

export const EVERY_STATE: Experiment = experiment(
  {
    nodules: {
      metric: 'auc',
      scores: {
        random: [0.7012, 0.7143, 0.6991],
        'upstream → clinic': [0.8412, 0.8455, 0.8391],
        'a|b_c *d*': [0.8401, 0.8432, 0.8411],
        '50% & more <b>': [0.8312, 0.8139, 0.8455],
        医療画像: [0.8354, 'running', 'waiting'],
      },
      facts: {
        'upstream → clinic': {
          leftOut: 0,
          dice: null,
          weights: {
            source: '/home/ada/weights/clinic_100%.pth',
            sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
            loaded: 704_999,
            total: 705_000,
            layout: "torchvision's names",
            proof: { differing: 0.9999, zeros: 0, batchNorm: { layers: 20, updated: 20, smallestVariance: 0.01 } },
          },
        },
      },
    },
    'vessels "fine"': {
      metric: 'dice',
      scores: {
        random: ['waiting', 'waiting', 'waiting'],
        'upstream → clinic': [0.7212, 0.7255, 'failed'],
        'a|b_c *d*': ['failed', 'failed', 'failed'],
        '50% & more <b>': ['not-applicable', 'not-applicable', 'not-applicable'],
        医療画像: [0.7112, 0.7105, 0.7119],
      },
      facts: {
        医療画像: {
          leftOut: 2,
          dataWarnings: [
            'Masks of 3 images have more than two values, for instance that of a_1.png: 0, 1 and 2. Save masks of two values.',
          ],
          dice: { mean: 0.7112, pooled: 0.7255 },
          weights: {
            source: 'C:\\weights\\医療|画像.safetensors',
            sha256: 'fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9',
            loaded: 705_000,
            total: 705_000,
            layout: 'torchvision\'s names behind "module."',
            proof: { differing: 1, zeros: 2, batchNorm: { layers: 20, updated: 0, smallestVariance: 1 } },
          },
        },
      },
    },
  },
  'Which weights, $5 & 100%?',
);

export const EVERY_STATE_TABLE = makeTable(EVERY_STATE.plan, EVERY_STATE.outcomes, STATISTICS);
