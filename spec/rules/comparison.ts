import { didYouMean } from '../did-you-mean';
import { problem, replacement } from '../problem';
import type { Rule } from './rule';

/** What is compared with what must be there, and the side of the test must make sense for it. */
export const comparison: Rule = ({ scope }) => {
  const { compare, reference, alternative } = scope.syntax.statistics;
  return [...referenceIsNamed(), ...referenceIsUsed(), ...referenceExists(), ...sideFits()];

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
    if (alternative === null || comparands === 'reference') return [];
    if (comparands === 'best' && alternative.value !== 'greater') return [];
    if (comparands === 'all-pairs' && alternative.value === 'two-sided') return [];
    const message =
      comparands === 'best'
        ? 'Nothing has a higher mean than the best. `greater` goes with `compare: reference`.'
        : 'Of all pairs, none comes with a side to test: `all-pairs` goes with `alternative: two-sided`.';
    return [problem('not-allowed', message, alternative.range)];
  }
};
