/** Every run of one task as a dot, with mean and standard deviation, a row per initialization. */
import { type Markup, markup } from '../markup';
import { percent } from '../numbers';
import type { Mark } from '../table';
import { label, labelWidth } from './label';
import { linearScale, round, type Scale } from './scale';
import { isNarrow, WIDE } from './width';

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

const ROW = 42;
const TOP = 8;
/** In narrow figures, of the line above each row that has its name and its note. */
const LINE = 16;
const AXIS = 44;
const LONGEST_LABEL = 220;
/** Between a text and the plot, or between two texts. */
const GAP = 12;

/** What all rows share: the ends of the plot, and its scale between them. */
interface Frame {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly scale: Scale;
}

/** SVG without colours of its own: they come from the classes `mark-best`, `mark-worse`, and so on. */
export function dotPlot({ title, axis, rows }: DotPlot, width: number = WIDE): Markup {
  const narrow = isNarrow(width);
  const left = narrow ? 0 : Math.min(LONGEST_LABEL, widest(rows.map((row) => row.label))) + GAP;
  const right = narrow ? width : width - widest(rows.map(({ note }) => note)) - GAP;
  const height = ROW + (narrow ? LINE : 0);
  const bottom = TOP + rows.length * height;
  const scale = linearScale(rows.flatMap(extent), left + 8, right - 8, narrow ? 4 : 6);
  const frame = { width, left, right, scale };
  return markup`<svg class="figure" viewBox="0 0 ${width} ${bottom + AXIS}" role="img" aria-label="${title}">
${scale.ticks.map((tick) => markup`<line class="grid" x1="${scale.at(tick)}" x2="${scale.at(tick)}" y1="${TOP}" y2="${bottom}"/><text class="tick" text-anchor="middle" x="${scale.at(tick)}" y="${bottom + 18}">${tickText(tick, scale)}</text>\n`)}
<text class="tick" text-anchor="middle" x="${round((left + right) / 2)}" y="${bottom + 37}">${axis}</text>
${rows.map((row, index) => rowMarks(row, TOP + (index + 1) * height - ROW / 2, frame))}</svg>`;
}

function widest(texts: readonly string[]): number {
  return Math.ceil(Math.max(60, ...texts.map(labelWidth)));
}

/** Around `y`: the mean above the runs. Name and note stand beside them, or above in a narrow figure. */
function rowMarks(row: DotPlotRow, y: number, { width, left, right, scale }: Frame): Markup {
  const name = isNarrow(width)
    ? markup`<text class="name" x="0" y="${y - 20}">${label(row.label, width - labelWidth(row.note) - GAP)}</text>`
    : markup`<text class="name" text-anchor="end" x="${left - GAP}" y="${y + 4}">${label(row.label, left - GAP)}</text>`;
  const note = isNarrow(width)
    ? markup`<text class="note" text-anchor="end" x="${width}" y="${y - 20}">${row.note}</text>`
    : markup`<text class="note" x="${right + GAP}" y="${y + 4}">${row.note}</text>`;
  return markup`<g class="mark-${row.mark ?? 'none'}">
${name}
${row.mean !== null && meanAndSpread(row.mean, row.sd, y - 8, scale)}${row.values.map(
  ({ run, value }) =>
    markup`<circle class="run" cx="${scale.at(value)}" cy="${y + 8}" r="4.5"><title>Run ${run}: ${percent(value)} %</title></circle>\n`,
)}${note}
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
