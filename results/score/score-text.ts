/** Scores of test cases for a terminal. */
import { DRAWS } from '../../statistics/bootstrap';
import type { Interval } from '../../statistics/difference-interval';
import { alignColumns } from '../formats/columns';
import { wrap } from '../formats/wrap';
import { percent, pNumber, points } from '../numbers';
import type { Score } from './score-cases';

export function scoreText({ cases, classes, macro }: Score, names: readonly string[]): string {
  const parts = names.flatMap((name, file) => [
    ...(names.length > 1 ? [name, ''] : []),
    ...alignColumns([
      ['', 'AUC', '95 % by DeLong', '95 % by bootstrap', 'positive', 'negative'],
      ...classes.map((each) => [
        each.name,
        number(each.auc[file]!),
        range(each.delong[file]!),
        range(each.bootstrap[file]!),
        String(each.positives),
        String(each.negatives),
      ]),
      ...(classes.length > 1 ? [['macro', number(macro.auc[file]!), '', range(macro.bootstrap[file]!)]] : []),
    ]),
    '',
  ]);
  return [...parts, ...comparison(classes, macro), ...wrap(caption(cases), 100), ''].join('\n');
}

function comparison(classes: Score['classes'], { difference }: Score['macro']): string[] {
  const compared = classes.flatMap(({ name, comparison: found }) => (found === null ? [] : [{ name, ...found }]));
  if (compared.length === 0) return [];
  return [
    'First minus second, in percentage points',
    '',
    ...alignColumns([
      ['', 'difference', '95 % by DeLong', 'p by DeLong'],
      ...compared.map(({ name, difference: value, low, high, p }) => [
        name,
        points(value),
        `${points(low)} to ${points(high)}`,
        pNumber(p, 0.05),
      ]),
      ...(difference !== null && classes.length > 1
        ? [
            [
              'macro',
              points(difference.value),
              difference.bootstrap
                ? `${points(difference.bootstrap.low)} to ${points(difference.bootstrap.high)} (bootstrap)`
                : '',
              '',
            ],
          ]
        : []),
    ]),
    '',
  ];
}

function caption(cases: number): string {
  return `${cases} test cases. Intervals speak of other cases drawn from where these came from, for this one trained model; they say nothing of another training run. DeLong’s are normal and cut to 0 and 100; the bootstrap draws cases ${DRAWS} times (percentiles). p-values are not corrected for the number of classes.`;
}

function number(auc: number | null): string {
  return auc === null ? '—' : percent(auc);
}

function range(interval: Interval | null): string {
  return interval === null ? '—' : `${percent(interval.low)} to ${percent(interval.high)}`;
}
