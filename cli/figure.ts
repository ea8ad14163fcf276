import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Figure, svgFile, THEMES } from '../results/figures/figure';
import { FIGURE_KINDS, tableFigure } from '../results/figures/table-figure';
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
      output: { type: 'string', short: 'o' },
    },
    [],
    ['SPEC'],
  );
  const kind = choice('--kind', values.kind, FIGURE_KINDS);
  if (kind === undefined) throw new UsageError(`--kind is missing: ${FIGURE_KINDS.join(', ')}.`);
  const theme = choice('--theme', values.theme, THEMES);
  const svg = svgFile(await draw(), theme);
  if (values.output === undefined) process.stdout.write(svg);
  else {
    writeFileSync(values.output, svg);
    console.log(path.resolve(values.output));
  }
  return ExitCode.done;

  async function draw(): Promise<Figure> {
    const [file] = positionals;
    const rows = choice('--rows', values.rows, ROWS);
    const literature = openLiterature(values);
    if (file === undefined && literature !== null) {
      const drawn = publishedFigure(literature, kind!, rows);
      if (drawn === null) throw new UsageError('No table of this literature marks methods by stars.');
      return drawn;
    }
    if (kind === 'methods') throw new UsageError('--kind methods is drawn from --literature.');
    const table = await openTable(file, values);
    return tableFigure(table, kind!, rows);
  }
}
