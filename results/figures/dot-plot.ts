/** Every run of one task as a dot, with mean and standard deviation, a row per initialization. */
import { type Markup, markup } from '../markup';
import { percent } from '../numbers';
import type { Mark } from '../table';
import { label, labelWidth } from './label';
import { linearScale, type Scale } from './scale';

export interface DotPlotRow {
  readonly label: string;
  /** Scores in [0, 1]; none leaves the row empty. */
  readonly values: readonly { readonly run: number; readonly value: number }[];
  readonly mean: number | null;
  readonly sd: number | null;
  /** Gives the row its colour. */
  readonly mark: Mark | null;
  /** Shown at the right end, such as `↓ p = 0.004`. */
  readonly note: string;
}

export interface DotPlot {
  /** What a screen reader says. */
  readonly title: string;
  /** Such as `Test Dice (%)`. */
  readonly axis: string;
  readonly rows: readonly DotPlotRow[];
}

const WIDTH = 720;
const ROW = 42;
const TOP = 8;
const AXIS = 44;
const LONGEST_LABEL = 220;

/** SVG without colours of its own: they come from the classes `mark-best`, `mark-worse`, and so on. */
export function dotPlot({ title, axis, rows }: DotPlot): Markup {
  const left = Math.min(LONGEST_LABEL, Math.max(60, ...rows.map((row) => labelWidth(row.label)))) + 12;
  const right = WIDTH - Math.max(60, ...rows.map(({ note }) => labelWidth(note))) - 12;
  const bottom = TOP + rows.length * ROW;
  const scale = linearScale(rows.flatMap(extent), left + 8, right - 8, 6);
  return markup`<svg class="figure" viewBox="0 0 ${WIDTH} ${bottom + AXIS}" role="img" aria-label="${title}">
${scale.ticks.map((tick) => markup`<line class="grid" x1="${scale.at(tick)}" x2="${scale.at(tick)}" y1="${TOP}" y2="${bottom}"/><text class="tick" text-anchor="middle" x="${scale.at(tick)}" y="${bottom + 18}">${tickText(tick, scale)}</text>\n`)}
<text class="tick" text-anchor="middle" x="${(left + right) / 2}" y="${bottom + 37}">${axis}</text>
${rows.map((row, index) => rowMarks(row, TOP + (index + 0.5) * ROW, scale, left, right))}</svg>`;
}

function rowMarks(row: DotPlotRow, y: number, scale: Scale, left: number, right: number): Markup {
  return markup`<g class="mark-${row.mark ?? 'none'}">
<text class="name" text-anchor="end" x="${left - 12}" y="${y + 4}">${label(row.label, left - 12)}</text>
${row.mean !== null && meanAndSpread(row.mean, row.sd, y - 8, scale)}${row.values.map(
  ({ run, value }) =>
    markup`<circle class="run" cx="${scale.at(value)}" cy="${y + 8}" r="4.5"><title>Run ${run}: ${percent(value)} %</title></circle>\n`,
)}<text class="note" x="${right + 12}" y="${y + 4}">${row.note}</text>
</g>\n`;
}

/** A diamond at the mean on a bar from mean - sd to mean + sd. */
function meanAndSpread(mean: number, sd: number | null, y: number, scale: Scale): Markup {
  const x = scale.at(mean);
  return markup`${
    sd !== null &&
    markup`<line class="spread" x1="${scale.at(mean - sd)}" x2="${scale.at(mean + sd)}" y1="${y}" y2="${y}"/>\n`
  }<path class="mean" d="M${x} ${y - 6}l5 6l-5 6l-5 -6z"/>\n`;
}

function extent({ values, mean, sd }: DotPlotRow): number[] {
  const spread = mean === null || sd === null ? [] : [mean - sd, mean + sd];
  return [...values.map(({ value }) => value), ...spread];
}

/** Ticks are shares; their labels percent. */
function tickText(tick: number, { decimals }: Scale): string {
  return percent(tick, Math.max(0, decimals - 2));
}
