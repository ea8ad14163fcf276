import type { Range } from '../diagnostic';
import { didYouMean } from '../did-you-mean';
import { problem, replacement } from '../problem';
import type { Rule } from './rule';

/** What is compared with what must be there, and the side of the test must make sense for it. */
export const comparison: Rule = ({ scope }) => {
  const { test, compare, reference, alternative, correction } = scope.syntax.statistics;
  return [...referenceIsNamed(), ...referenceIsUsed(), ...referenceExists(), ...sideFits(), ...correctionFits()];

  function referenceIsNamed() {
    if (compare?.value !== 'reference' || reference !== null) return [];
    return [problem('missing-key', 'Which initialization is the reference? Name it with `reference`.', compare.range)];
  }

  function referenceIsUsed() {
    if (reference === null || compare === null || compare.value === 'reference') return [];
    const message = `With \`compare: ${compare.value}\` a reference means nothing. Say \`compare: reference\`, or leave the reference out.`;
    return [problem('not-allowed', message, reference.range)];
  }

  function referenceExists() {
    if (reference === null || scope.initialization(reference.value)?.source === 'spec') return [];
    const names = scope.syntax.initializations.map(({ name }) => name.value);
    const meant = didYouMean(reference.value, names);
    const message = `The reference \`${reference.value}\` is not among this spec's initializations. Name one of them, or add it to the list.`;
    const fixes = meant ? [replacement(reference.range, meant)] : [];
    return [problem('unknown-initialization', message, reference.range, { fixes })];
  }

  function sideFits() {
    const comparands = compare?.value ?? (reference === null ? 'best' : 'reference');
    if (alternative === null || comparands === 'reference' || correction?.value === 'hsu') return [];
    if (comparands === 'best' && alternative.value !== 'greater') return [];
    if (comparands === 'all-pairs' && alternative.value === 'two-sided') return [];
    const message =
      comparands === 'best'
        ? 'Nothing has a higher mean than the best. `greater` goes with `compare: reference`.'
        : 'Of all pairs, none comes with a side to test: `all-pairs` goes with `alternative: two-sided`.';
    return [problem('not-allowed', message, alternative.range)];
  }

  /** Hsu's comparison is a procedure of its own: with the best, one-sided, with one variance for all initializations of a task. */
  function correctionFits() {
    if (correction?.value !== 'hsu') return [];
    const clash = (range: Range, message: string, ...words: string[]) => {
      const fixes = [...words.map((word) => replacement(range, word)), replacement(correction.range, 'holm')];
      return problem('not-allowed', message, range, { fixes });
    };
    const clashes = [
      test !== null && test.value !== 'student' && clash(test.range, HSU_TEST, 'student'),
      compare === null && reference !== null && clash(reference.range, HSU_BEST),
      compare !== null && compare.value !== 'best' && clash(compare.range, HSU_BEST),
      alternative !== null && alternative.value !== 'less' && clash(alternative.range, HSU_SIDE, 'less'),
    ];
    return clashes.filter((found) => found !== false);
  }
};

const HSU_TEST =
  '`correction: hsu` pools one variance over all initializations of a task, as Student does: say `test: student`, or leave the test out.';
const HSU_BEST =
  '`correction: hsu` compares every initialization with the best and nothing else. Say `compare: best`, or take another correction, such as `holm`.';
const HSU_SIDE =
  '`correction: hsu` asks which initializations are worse than the best: say `alternative: less`, or leave the side out.';
