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
    },
  },
  'Which weights, $5 & 100%?',
);

export const EVERY_STATE_TABLE = makeTable(EVERY_STATE.plan, EVERY_STATE.outcomes, STATISTICS);
