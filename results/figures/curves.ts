/** Curves over epochs: per series the mean of its runs, within the band from the lowest to the highest of them. */
import { mean } from '../../statistics/describe';
import { type Markup, markup } from '../markup';
import { label, labelWidth } from './label';
import { linearScale, round, type Scale } from './scale';
import { isNarrow, WIDE } from './width';

export interface CurvePoint {
  /** 1-based. */
  readonly epoch: number;
  readonly value: number;
}

export interface CurveSeries {
  readonly label: string;
  /** One per run, by epoch. */
  readonly runs: readonly (readonly CurvePoint[])[];
  /** Picks colour and dashes; equal for the same initialization in every figure. */
  readonly style: number;
}

export interface Curves {
  /** What a screen reader says. */
  readonly title: string;
  /** What the values are, such as `Validation loss`. */
  readonly heading: string;
  readonly series: readonly CurveSeries[];
  /** Writes a value of the axis, given the decimals that its ticks need. */
  readonly format: (value: number, decimals: number) => string;
}

/** Colours of `series-0` and on, given by the stylesheet. Dashes change too, so that neighbours differ in grey as well. */
export const SERIES_COLORS = 8;
const DASHES = ['', '7 4', '2 3', '9 3 2 3'] as const;

const HEIGHT = 260;
const TOP = 28;
const LEFT = 52;
/** Below the plot: ticks and the name of the axis. */
const AXIS = 42;
const LONGEST_LABEL = 180;
/** Least distance of the names at the right. */
const LINE_HEIGHT = 16;
/** Of the lines that name the series below a narrow figure. */
const KEY_HEIGHT = 20;

export function curves({ title, heading, series, format }: Curves, width: number = WIDE): Markup {
  const points = series.flatMap(({ runs }) => runs.flat());
  const narrow = isNarrow(width);
  const longest = Math.min(LONGEST_LABEL, Math.max(0, ...series.map((one) => labelWidth(one.label))));
  const right = round(width - (narrow ? 10 : longest + 22));
  const bottom = Math.max(HEIGHT - AXIS, narrow ? 0 : TOP + series.length * LINE_HEIGHT);
  const height = bottom + AXIS + (narrow ? series.length * KEY_HEIGHT : 0);
  const y = linearScale(
    points.map(({ value }) => value),
    bottom,
    TOP,
    7,
  );
  const epochs = points.map(({ epoch }) => epoch);
  const x = linearScale(epochs, LEFT, right, narrow ? 5 : 8);
  return markup`<svg class="figure" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<text class="name" x="${LEFT}" y="16">${heading}</text>
${y.ticks.map((tick) => markup`<line class="grid" x1="${LEFT}" x2="${right}" y1="${y.at(tick)}" y2="${y.at(tick)}"/><text class="tick" text-anchor="end" x="${LEFT - 6}" y="${round(y.at(tick) + 4)}">${format(tick, y.decimals)}</text>\n`)}
${x.ticks.filter((tick) => Number.isInteger(tick) && tick > 0).map((tick) => markup`<text class="tick" text-anchor="middle" x="${x.at(tick)}" y="${bottom + 18}">${tick}</text>\n`)}
<text class="tick" text-anchor="middle" x="${round((LEFT + right) / 2)}" y="${bottom + 36}">Epoch</text>
${series.map((one) => seriesMarks(one, x, y))}${narrow ? key(series, bottom + AXIS, width) : names(series, x, y, right, bottom)}</svg>`;
}

function seriesMarks({ runs, style }: CurveSeries, x: Scale, y: Scale): Markup {
  const shared = sharedEpochs(runs);
  const line = shared.map((point) => ({ epoch: point.epoch, value: point.mean }));
  const upper = shared.map(({ epoch, high }) => `${x.at(epoch)} ${y.at(high)}`);
  const lower = shared.map(({ epoch, low }) => `${x.at(epoch)} ${y.at(low)}`).reverse();
  const last = shared.at(-1)?.epoch ?? 0;
  return markup`<g class="series-${style % SERIES_COLORS}">
${runs.length > 1 && shared.length > 1 && markup`<path class="band" d="M${[...upper, ...lower].join('L')}z"/>\n`}${runs
  .map((run) => run.filter(({ epoch }) => epoch >= last))
  .filter((tail) => tail.length > 1)
  .map((tail) => markup`<path class="tail" d="${path(tail, x, y)}"/>\n`)}${
  line.length > 0 && markup`<path class="curve" stroke-dasharray="${dashes(style)}" d="${path(line, x, y)}"/>\n`
}</g>\n`;
}

/** Mean and range where every run has a value: a mean over the runs that happen to go on would jump as others stop. */
function sharedEpochs(runs: CurveSeries['runs']) {
  const [first = [], ...rest] = runs;
  const others = rest.map((run) => new Map(run.map(({ epoch, value }) => [epoch, value])));
  return first.flatMap(({ epoch, value }) => {
    const values = [value, ...others.flatMap((run) => run.get(epoch) ?? [])];
    if (values.length < runs.length) return [];
    return [{ epoch, mean: mean(values), low: Math.min(...values), high: Math.max(...values) }];
  });
}

/** A single point is drawn as a line of no length, which round caps make a dot. */
function path(points: readonly CurvePoint[], x: Scale, y: Scale): string {
  const spots = points.map(({ epoch, value }) => `${x.at(epoch)} ${y.at(value)}`);
  return `M${(spots.length === 1 ? [spots[0], spots[0]] : spots).join('L')}`;
}

/** A line for each series below the plot: a sample of its curve, and its name. */
function key(series: readonly CurveSeries[], top: number, width: number): Markup[] {
  return series.map(({ label: name, style }, index) => {
    const y = top + (index + 0.5) * KEY_HEIGHT;
    return markup`<g class="series-${style % SERIES_COLORS}"><path class="curve" stroke-dasharray="${dashes(style)}" d="M${LEFT} ${y}h28"/><text class="name" x="${LEFT + 38}" y="${y + 4}">${label(name, width - LEFT - 38)}</text></g>\n`;
  });
}

/** Each series is named at the end of its curve, moved apart where the ends crowd, with a sample of its line. */
function names(series: readonly CurveSeries[], x: Scale, y: Scale, right: number, bottom: number): Markup[] {
  const ends = series
    .flatMap((one) => {
      const end = sharedEpochs(one.runs).at(-1);
      return end === undefined ? [] : [{ one, end: { x: x.at(end.epoch), y: y.at(end.mean) } }];
    })
    .sort((a, b) => a.end.y - b.end.y);
  const places = spread(
    ends.map(({ end }) => end.y),
    bottom,
  );
  return ends.map(({ one, end }, index) => {
    const place = round(places[index]!);
    return markup`<g class="series-${one.style % SERIES_COLORS}"><path class="leader" d="M${end.x} ${end.y}L${right + 6} ${place}"/><text class="name" x="${right + 12}" y="${round(place + 4)}">${label(one.label, LONGEST_LABEL)}</text></g>\n`;
  });
}

/** Ascending positions moved down, then up again from the bottom, until neighbours are a line apart. */
function spread(positions: readonly number[], bottom: number): number[] {
  const placed: number[] = [];
  for (const position of positions) placed.push(Math.max(position, (placed.at(-1) ?? TOP - LINE_HEIGHT) + LINE_HEIGHT));
  let floor = bottom;
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index] = Math.min(placed[index]!, floor);
    floor = placed[index]! - LINE_HEIGHT;
  }
  return placed;
}

function dashes(style: number): string {
  return DASHES[(style + Math.floor(style / SERIES_COLORS)) % DASHES.length]!;
}
