import { isCounted } from '../../statistics/run-test';
import { runsThatReach, smallestCorrectedP, smallestP } from '../../statistics/smallest-p';
import { whyNotApplicable } from '../ancestry';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { Spec, StatisticsSettings } from '../spec';
import type { SpecSyntax } from '../syntax';

/**
 * Whether the tests can reach alpha with so many runs. A single run has no standard deviation, so no t-test exists, whatever alpha is.
 * From two runs on a t-test can reach any alpha in principle, as standard deviations may come out as small as they like; how large a
 * difference must be to be found is a matter of power, not of possibility. Tests that count arrangements have only so many of them.
 * Looks at the finished spec, which knows the cells that are not compared.
 */
export function runsReachAlpha(spec: Spec, { runs: written, statistics: keys }: SpecSyntax): readonly Diagnostic[] {
  const { runs, statistics } = spec;
  const comparisons = Math.max(...spec.tasks.map((task) => comparisonsOf(compared(spec, task.dataset), statistics)));
  const place = written?.range ?? keys.test?.range;
  if (comparisons < 1 || place === undefined) return [];
  const message = runs === 1 ? ONE_RUN : tooFew(runs, comparisons, statistics);
  return message === null ? [] : [problem('runs-cannot-reach-alpha', message, place, { severity: 'warning' })];
}

const ONE_RUN =
  'One run per cell has no standard deviation, so no difference between initializations can be tested. Give at least 2 runs; the paper has 10.';

function compared(spec: Spec, dataset: Spec['tasks'][number]['dataset']): number {
  return spec.initializations.filter((one) => whyNotApplicable(one, dataset, spec) === null).length;
}

function comparisonsOf(initializations: number, { compare }: StatisticsSettings): number {
  return compare === 'all-pairs' ? (initializations * (initializations - 1)) / 2 : initializations - 1;
}

function tooFew(runs: number, comparisons: number, settings: StatisticsSettings): string | null {
  const { test, alternative, correction, alpha } = settings;
  if (!isCounted(test)) return null;
  const alone = smallestP(test, runs, alternative);
  const corrected = smallestCorrectedP(alone, correction, comparisons);
  if (corrected <= alpha) return null;
  const needed = runsThatReach(alpha, test, alternative, correction, comparisons);
  const holm =
    correction === 'holm' && comparisons > 1
      ? `, and Holm over ${comparisons} comparisons makes it ${short(corrected)}`
      : '';
  const remedy = needed === null ? 'Take another test' : `Give at least ${needed} runs, or take a t-test`;
  return `With ${runs} runs the smallest p that ${NAMES[test] ?? test} can give is ${short(alone)}${holm}: it can never reach alpha ${alpha}. ${remedy}.`;
}

const NAMES: Partial<Record<StatisticsSettings['test'], string>> = {
  'mann-whitney': 'the Mann-Whitney test',
  wilcoxon: 'the Wilcoxon test',
  permutation: 'the permutation test',
};

function short(p: number): string {
  return `${Number(p.toPrecision(2))}`;
}
