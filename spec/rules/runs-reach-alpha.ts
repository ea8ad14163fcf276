import { problem } from '../problem';
import type { Rule } from './rule';

/**
 * A single run has no standard deviation, so neither t-test exists, whatever alpha is. Two runs are enough for any alpha in principle:
 * Student's test then has 2 degrees of freedom and Welch's between 1 and 2, but as the standard deviations may come out as small as they
 * like, so may p. How large a difference must be to be found is a matter of power, not of possibility.
 */
export const runsReachAlpha: Rule = ({ scope: { syntax } }) => {
  const { runs, initializations } = syntax;
  if (runs === null || runs.value !== 1 || initializations.length < 2) return [];
  const message =
    'One run per cell has no standard deviation, so no difference between initializations can be tested. Give at least 2 runs; the paper has 10.';
  return [problem('runs-cannot-reach-alpha', message, runs.range, { severity: 'warning' })];
};
