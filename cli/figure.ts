import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findCatalogInitialization } from '../catalog/initializations';
import { type Figure, svgFile, THEMES } from '../results/figures/figure';
import { FIGURE_KINDS, type FigureKind, tableFigure } from '../results/figures/table-figure';
import { tableMethods } from '../results/figures/table-methods';
import { publishedFigure } from '../results/literature/published-figure';
import { ROWS } from '../results/table-rows';
import { choice, parseCommand } from './arguments';
import { ExitCode } from './exit-code';
import { openLiterature, openTable, TABLE_OPTIONS } from './open-table';
import { UsageError } from './usage-error';

/** Draws a table as an SVG file. */
export async function figure(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      ...TABLE_OPTIONS,
      kind: { type: 'string' },
      rows: { type: 'string' },
      theme: { type: 'string' },
      reference: { type: 'string' },
      output: { type: 'string', short: 'o' },
    },
    [],
    ['SPEC'],
  );
  const kind = choice('--kind', values.kind, FIGURE_KINDS);
  if (kind === undefined) throw new UsageError(`--kind is missing: ${FIGURE_KINDS.join(', ')}.`);
  const theme = choice('--theme', values.theme, THEMES);
  const drawn = await draw();
  if (drawn === null) throw new UsageError(NOT_DRAWN[kind]);
  const svg = svgFile(drawn, theme);
  if (values.output === undefined) process.stdout.write(svg);
  else {
    writeFileSync(values.output, svg);
    console.log(path.resolve(values.output));
  }
  return ExitCode.done;

  async function draw(): Promise<Figure | null> {
    const [file] = positionals;
    const rows = choice('--rows', values.rows, ROWS);
    const literature = openLiterature(values);
    if (file === undefined && literature !== null) return publishedFigure(literature, kind!, rows);
    const table = await openTable(file, values);
    if (kind !== 'methods') return tableFigure(table, kind!, rows);
    return tableMethods(table, referenceOf(table.initializations, values.reference));
  }
}

/** Why a table has no such figure. */
const NOT_DRAWN: Readonly<Record<FigureKind, string>> = {
  bars: 'There is nothing to draw.',
  domain: 'There is nothing to draw.',
  methods: 'No table of this literature marks methods by stars.',
  'critical-difference':
    'Ranks over all tasks need two tasks and three initializations whose cells are complete on all of them; this table has no such part.',
};

/** The initialization that was named, or ImageNet, under whatever name the table has it. */
function referenceOf(initializations: readonly string[], named: string | undefined): string {
  const found =
    named === undefined
      ? initializations.find((name) => findCatalogInitialization(name)?.name === 'imagenet')
      : initializations.find((name) => name === named);
  if (found === undefined)
    throw new UsageError(
      `--reference takes one of ${initializations.join(', ')}${named === undefined ? '' : `, not "${named}"`}.`,
    );
  return found;
}
