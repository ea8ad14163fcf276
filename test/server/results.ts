/** A table of results for the spec of spec-text.ts. */
import type { Table, TableCell } from '../../results/table';

function cell(
  task: string,
  initialization: string,
  values: readonly number[],
  rest: Partial<TableCell> = {},
): TableCell {
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    task,
    initialization,
    state: values.length === 3 ? 'complete' : values.length === 0 ? 'empty' : 'partial',
    values: values.map((value, index) => ({ run: index + 1, value })),
    mean,
    sd: values.length < 2 ? null : 0.0031,
    n: values.length,
    planned: 3,
    best: rest.mark === 'best',
    mark: null,
    p: null,
    equivalenceP: null,
    ...rest,
  };
}

export function tableOf(cells: readonly TableCell[]): Table {
  return {
    name: 'Small study',
    tasks: [
      { name: 'TXC', metric: 'auc' },
      { name: 'nodules', metric: 'auc' },
    ],
    initializations: ['random', 'upstream', 'twice'],
    cells,
    statistics: {
      test: 'welch',
      compare: 'best',
      reference: null,
      alternative: 'two-sided',
      alpha: 0.05,
      correction: 'holm',
      margin: null,
      ddof: 1,
    },
    caption: 'Welch test, two-sided, Holm.',
  };
}

export const TABLE = tableOf([
  cell('TXC', 'random', [0.7, 0.71, 0.72], { mark: 'worse', p: 0.00012 }),
  cell('TXC', 'upstream', [0.84, 0.841, 0.842], { mark: 'best' }),
  cell('TXC', 'twice', [0.83], { mark: 'untested' }),
  cell('nodules', 'random', []),
  cell('nodules', 'upstream', [], { state: 'failed' }),
  cell('nodules', 'twice', [], { state: 'not-applicable' }),
]);
