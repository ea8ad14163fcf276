/** The scores of tasks over their test cases, for a terminal. */
import { alignColumns } from '../formats/columns';
import { wrap } from '../formats/wrap';
import type { Table } from '../table';
import { casesCaption, casesTable } from './cases-table';
import { casesVerdict } from './cases-verdict';
import type { TaskOverCases } from './over-cases';

const WIDTH = 100;

export function casesText(tasks: readonly TaskOverCases[], table: Table): string {
  if (tasks.length === 0) return 'No run has finished yet.\n';
  const parts = tasks.map((over) => {
    const { head, rows } = casesTable(over, table);
    return [
      over.task,
      '',
      ...(rows.length > 0 ? [...alignColumns([head, ...rows]), ''] : []),
      ...casesVerdict(over, table).flatMap((sentence) => [...wrap(sentence, WIDTH), '']),
      ...wrap(casesCaption(over), WIDTH),
      '',
    ].join('\n');
  });
  return parts.join('\n');
}
