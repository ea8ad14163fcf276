import { footnotes, legendText, markSymbol } from '../marks';
import type { Table, TableCell } from '../table';
import { taskHeading } from '../table-rows';
import { type BarPanel, bars } from './bars';
import type { Figure } from './figure';

/** Bars of a table's means, a panel per task that has any. */
export function tableBars(table: Table): Figure {
  const list = table.tasks.map((task): BarPanel => {
    const cells = table.cells.filter((cell) => cell.task === task.name);
    return {
      heading: `${taskHeading(task)}, %`,
      bars: cells.flatMap((cell) => {
        const { initialization: label, mean, sd } = cell;
        if (mean === null) return [];
        const signs = markSymbol(cell, table.statistics) + footnotes(withoutOrigin(cell));
        const sign = cell.best ? `best ${signs}`.trim() : signs;
        return [{ label, mean, sd, sign, style: table.initializations.indexOf(label) }];
      }),
    };
  });
  return bars(
    `${table.name}: means and standard deviations by task`,
    list.filter((panel) => panel.bars.length > 0),
    legendText({ ...table, cells: table.cells.map((cell) => withoutOrigin(cell)) }, 'best'),
  );
}

/** Bars have no room for the signs of published cells, so the legend leaves them out, too. */
function withoutOrigin({ published: _, ...cell }: TableCell): TableCell {
  return cell;
}
