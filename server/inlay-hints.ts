import { type InlayHint, MarkupKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Table, TableCell } from '../results/table';
import type { Declaration, Outline } from './outline';

/** After the line of each task and initialization, its results so far; nothing where there are none. */
export function inlayHints(document: TextDocument, outline: Outline, table: Table | null): InlayHint[] {
  if (table === null) return [];
  const hint = (at: Declaration, label: string | null, cells: readonly TableCell[], row: RowName): InlayHint[] =>
    label === null
      ? []
      : [
          {
            position: endOfLine(document, at.nameRange.end),
            label,
            paddingLeft: true,
            tooltip: { kind: MarkupKind.Markdown, value: tooltip(table, cells, row) },
          },
        ];
  return [
    ...outline.tasks.flatMap((task) => {
      const cells = table.cells.filter((cell) => cell.task === task.name);
      return hint(task, taskLabel(cells), cells, 'initialization');
    }),
    ...outline.initializations.flatMap((initialization) => {
      const cells = table.cells.filter((cell) => cell.initialization === initialization.name);
      return hint(initialization, initializationLabel(cells), cells, 'task');
    }),
  ];
}

type RowName = 'task' | 'initialization';

function taskLabel(cells: readonly TableCell[]): string | null {
  const best = cells.reduce<TableCell | null>(
    (leader, cell) => (cell.mean !== null && (leader?.mean == null || cell.mean > leader.mean) ? cell : leader),
    null,
  );
  return best === null ? failures(cells) : `best: ${best.initialization} ${score(best)} (n = ${count(best)})`;
}

function initializationLabel(cells: readonly TableCell[]): string | null {
  const scored = cells.filter((cell) => cell.mean !== null);
  return scored.length === 0
    ? failures(cells)
    : scored.map((cell) => `${cell.task} ${score(cell)}${cell.best ? ' (best)' : ''}`).join(' · ');
}

function failures(cells: readonly TableCell[]): string | null {
  return cells.some((cell) => cell.state === 'failed') ? 'no run finished, some failed' : null;
}

/** Mean ± standard deviation in percent, as the paper prints them. */
function score({ mean, sd }: TableCell): string {
  if (mean === null) return '–';
  return sd === null ? percent(mean) : `${percent(mean)} ± ${percent(sd)}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function count({ n, planned }: TableCell): string {
  return n === planned ? `${n}` : `${n} of ${planned}`;
}

function tooltip(table: Table, cells: readonly TableCell[], row: RowName): string {
  const rows = cells.map((cell) => {
    const name = escapeMarkdown(cell[row]);
    const shown = cell.state === 'not-applicable' ? '---' : score(cell);
    return `| ${name} | ${shown} | ${count(cell)} | ${verdict(cell)} |`;
  });
  const refused = (table.problems ?? []).filter(({ task, initialization }) =>
    cells.some((cell) => cell.task === task && (initialization === null || cell.initialization === initialization)),
  );
  return [
    `| ${row} | mean ± sd | n | against the best |`,
    '|---|---|---|---|',
    ...rows,
    '',
    table.caption,
    ...refused.map(({ message }) => `\n${escapeMarkdown(message)}`),
  ].join('\n');
}

function verdict({ mark, p }: TableCell): string {
  if (mark === null) return '';
  return p === null ? mark : `${mark} (p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)})`;
}

/** Names are free text; in a table cell a pipe would end it. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}

function endOfLine(document: TextDocument, offset: number) {
  const text = document.getText();
  const newline = text.indexOf('\n', offset);
  const end = newline === -1 ? text.length : newline;
  return document.positionAt(text[end - 1] === '\r' ? end - 1 : end);
}
