/** The table in LaTeX, for the booktabs package. */
import { legend } from '../marks';
import type { Table } from '../table';
import { tableRows, taskHeading } from '../table-rows';
import { cellText } from './cell-text';

export function latexTable(table: Table): string {
  const header = ['Initialization', ...table.tasks.map((task) => escapeLatex(taskHeading(task)))];
  const body = tableRows(table).map(({ initialization, cells }) => [
    escapeLatex(initialization),
    ...cells.map((cell) => {
      if (cell === null) return '';
      const { best, value, symbol, runs } = cellText(cell, table.statistics);
      const number = value.includes('±') || /^\d/.test(value) ? math(value, best) : escapeLatex(value);
      return `${number}${symbol && ` ${escapeLatex(symbol)}`}${runs && ` (${runs})`}`;
    }),
  ]);
  const signs = legend(table.cells, table.statistics, '').map(
    ({ symbol, meaning }) => `${symbol === '' ? '\\textbf{bold}' : escapeLatex(symbol)} ${escapeLatex(meaning)}`,
  );
  const notes = [...(table.problems ?? []).map(({ message }) => message), table.caption].map(escapeLatex);
  const caption = [
    `\\textbf{${escapeLatex(table.name)}}`,
    ...notes,
    ...(signs.length === 0 ? [] : [`${signs.join('; ')}.`]),
  ];
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '\\centering',
    `\\caption{${caption.join(' ')}}`,
    `\\begin{tabular}{l${'r'.repeat(table.tasks.length)}}`,
    '\\toprule',
    row(header),
    '\\midrule',
    ...body.map(row),
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\`;
}

function math(value: string, best: boolean): string {
  const formula = value.replace('±', '\\pm');
  return best ? `$\\mathbf{${formula}}$` : `$${formula}$`;
}

/** What LaTeX reads as commands, and signs that its default fonts do not have. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '→': '$\\rightarrow$',
  '←': '$\\leftarrow$',
  '↔': '$\\leftrightarrow$',
  '⇒': '$\\Rightarrow$',
  '↓': '$\\downarrow$',
  '↑': '$\\uparrow$',
  '≈': '$\\approx$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '−': '$-$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '≠': '$\\neq$',
  '°': '$^\\circ$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  δ: '$\\delta$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  σ: '$\\sigma$',
};

/** Text that LaTeX prints as it is, on one line. */
export function escapeLatex(text: string): string {
  return Array.from(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '), (character) => LATEX[character] ?? character).join(
    '',
  );
}
