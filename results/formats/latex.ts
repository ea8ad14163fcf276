/** The table in LaTeX, for the packages booktabs, graphicx and xcolor; shrunk where it is wider than a line. */
import { legend } from '../marks';
import type { Table } from '../table';
import { type Rows, tableGrid } from '../table-rows';
import { isTinted, TINT_MEANING } from '../tint';
import { WEIGHTS_CAPTION, WEIGHTS_HEAD, weightsCells, weightsRows, weightsWarningLines } from '../weights-rows';
import { cellText } from './cell-text';

/** A light blue that prints as a light grey. */
const TINT = 'DCE9F7';
/** Begins a table no wider than a line. */
const FITTED = '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%';

export function latexTable(table: Table, rows?: Rows): string {
  const grid = tableGrid(table, rows);
  const header = [grid.corner, ...grid.columns.map(escapeLatex)];
  const body = grid.rows.map(({ heading, cells }) => [
    escapeLatex(heading),
    ...cells.map((cell) => {
      if (cell === null) return '';
      const { best, value, symbol, runs } = cellText(cell, table.statistics);
      const number = value.includes('±') || /^\d/.test(value) ? math(value, best) : escapeLatex(value);
      const tint = isTinted(cell) ? `\\cellcolor[HTML]{${TINT}}` : '';
      return `${tint}${number}${symbol && ` ${escapeLatex(symbol)}`}${runs && ` (${runs})`}`;
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
    ...(table.cells.some(isTinted) ? [`Tinted: ${escapeLatex(TINT_MEANING)}.`] : []),
  ];
  return [
    '% \\usepackage{booktabs,graphicx}',
    '% \\usepackage[table]{xcolor}',
    '\\begin{table}',
    '\\centering',
    `\\caption{${caption.join(' ')}}`,
    FITTED,
    `\\begin{tabular}{l${'r'.repeat(grid.columns.length)}}`,
    '\\toprule',
    row(header),
    '\\midrule',
    ...body.map(row),
    '\\bottomrule',
    '\\end{tabular}}',
    ...weightsLines(table),
    '\\end{table}',
    '',
  ].join('\n');
}

/** A second, smaller table below the first. */
function weightsLines(table: Table): string[] {
  const rows = weightsRows(table);
  if (rows.length === 0) return [];
  return [
    '',
    '\\medskip',
    '\\footnotesize',
    FITTED,
    '\\begin{tabular}{lrrrlll}',
    '\\toprule',
    row(WEIGHTS_HEAD),
    '\\midrule',
    ...rows.map((one) => row(weightsCells(one).map(escapeLatex))),
    '\\bottomrule',
    '\\end{tabular}}',
    '',
    '\\smallskip',
    escapeLatex([WEIGHTS_CAPTION, ...weightsWarningLines(table)].join(' ')),
  ];
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
  '†': '\\dag{}',
  '‡': '\\ddag{}',
  '§': '\\S{}',
  '¶': '\\P{}',
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
