/** The paper's bars: a panel per task, a bar per initialization, with its standard deviation. */
import { markup } from '../markup';
import { SERIES_COLORS } from './curves';
import type { Figure } from './figure';
import { labelWidth } from './label';
import { errorBar, type Panel, panels, slanted } from './panels';
import { round } from './scale';

export interface Bar {
  readonly label: string;
  /** In [0, 1]. */
  readonly mean: number;
  readonly sd: number | null;
  /** Above the bar, such as `↓`; may be empty. */
  readonly sign: string;
  /** Picks the colour; equal for the same initialization in every panel. */
  readonly style: number;
}

export interface BarPanel {
  readonly heading: string;
  readonly bars: readonly Bar[];
}

const BAR = 26;
const HEIGHT = 170;
/** How far a slanted label reaches down, of its length. */
const SLANT = 0.62;

export function bars(title: string, list: readonly BarPanel[], note: string): Figure {
  const most = Math.max(1, ...list.map((panel) => panel.bars.length));
  const longest = Math.max(0, ...list.flatMap((panel) => panel.bars.map(({ label }) => labelWidth(label))));
  const width = Math.max(120, most * (BAR + 10) + 10);
  const size = { width, height: HEIGHT, below: Math.round(longest * SLANT) + 30 };
  return {
    title,
    note: `Bars and lines: mean ± standard deviation over runs; axes do not start at zero. ${note}`,
    ...panels(
      list.map((panel) => draw(panel, width)),
      size,
      Math.max(1, Math.floor(1000 / (width + 74))),
    ),
  };
}

function draw({ heading, bars: all }: BarPanel, width: number): Panel {
  const step = width / Math.max(1, all.length);
  return {
    heading,
    // Room above for the signs.
    extent: all.flatMap(({ mean, sd }) => [mean - (sd ?? 0), mean + 1.35 * (sd ?? 0)]),
    marks: (scale) =>
      markup`${all.map(({ label, mean, sd, sign, style }, index) => {
        const x = round((index + 0.5) * step);
        const top = scale.at(mean);
        return markup`<rect class="series-${style % SERIES_COLORS}" x="${round(x - BAR / 2)}" y="${top}" width="${BAR}" height="${round(HEIGHT - top)}"/>
${errorBar(x, mean, sd, scale, 5)}<text text-anchor="middle" x="${x}" y="${round(scale.at(mean + (sd ?? 0)) - 5)}">${sign}</text>
${slanted(label, x + 4, HEIGHT + 14)}`;
      })}`,
  };
}
