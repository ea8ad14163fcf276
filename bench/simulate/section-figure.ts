/** A section as lines: a panel for each of the first labels, the second labels across, a line per column. */
import type { Figure } from '../../results/figures/figure';
import { labelWidth } from '../../results/figures/label';
import { type Panel, panels } from '../../results/figures/panels';
import { round, type Scale } from '../../results/figures/scale';
import { type Markup, markup } from '../../results/markup';
import { wilson } from './rate';
import type { Rates, Section } from './section';

const SIZE = { width: 220, height: 190, below: 44 };
const KEY_ROW = 20;
/** Sideways distance of the lines, so that their intervals can be told apart. */
const APART = 4;
const DASHES = ['', '7 4', '2 3', '9 3 2 3'] as const;

export function sectionFigure(section: Section, rates: Rates): Figure {
  const headings = [...new Set(section.rows.map(({ labels }) => labels[0]!))];
  const drawn = panels(
    headings.map((heading) => panelOf(section, rates, heading)),
    SIZE,
    Math.min(2, headings.length),
  );
  const key = keyOf(section.columns, drawn.width);
  return {
    title: section.title,
    width: drawn.width,
    height: drawn.height + key.height,
    body: markup`${drawn.body}<g transform="translate(0 ${drawn.height})">
${key.body}</g>`,
    note: `${section.title}. Percent of ${rates[0]![0]!.draws.toLocaleString('en')} draws, with 99 % intervals.${section.limit === null ? '' : ` Dashed: ${100 * section.limit.share} %, which is promised.`}`,
  };
}

function panelOf({ rows, labels, columns, limit }: Section, rates: Rates, heading: string): Panel {
  const places = rows.flatMap((row, place) => (row.labels[0] === heading ? [place] : []));
  const intervals = places.map((place) => rates[place]!.map((rate) => wilson(rate)));
  const x = (place: number, column: number) =>
    round(((place + 0.5) / places.length) * SIZE.width + (column - (columns.length - 1) / 2) * APART);
  return {
    heading: `${labels[0]}: ${heading}`,
    extent: [0, limit?.share ?? 1, ...intervals.flat().flatMap(({ low, high }) => [low, high])],
    marks: (scale) =>
      markup`${limit && markup`<path class="reference" d="M0 ${scale.at(limit.share)}H${SIZE.width}"/>\n`}${columns.map(
        (_, column) => {
          const points = places.map((place, index) => {
            const { sum, draws } = rates[place]![column]!;
            const { low, high } = intervals[index]![column]!;
            return { x: x(index, column), share: sum / draws, low, high };
          });
          return lineOf(points, column, scale);
        },
      )}${places.map(
        (place, index) =>
          markup`<text class="tick" text-anchor="middle" x="${round(((index + 0.5) / places.length) * SIZE.width)}" y="${SIZE.height + 16}">${rows[place]!.labels[1]!}</text>\n`,
      )}<text class="tick" text-anchor="middle" x="${SIZE.width / 2}" y="${SIZE.height + 33}">${labels[1]!}</text>`,
  };
}

interface Point {
  readonly x: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

function lineOf(points: readonly Point[], style: number, { at }: Scale): Markup {
  const path = points.map(({ x, share }) => `${x} ${at(share)}`).join('L');
  return markup`<path class="line line-${style}" stroke-dasharray="${DASHES[style % DASHES.length]!}" d="M${path}"/>
${points.map(
  ({ x, share, low, high }) =>
    markup`<path class="line line-${style}" d="M${x} ${at(low)}V${at(high)}"/><circle class="series-${style}" cx="${x}" cy="${at(share)}" r="3"/>\n`,
)}`;
}

/** Names of the lines with a piece of each, in as many rows as they take. */
function keyOf(names: readonly string[], width: number): { readonly body: Markup; readonly height: number } {
  let [x, y] = [16, 6];
  const entries = names.map((name, style) => {
    const taken = 34 + labelWidth(name) + 10;
    if (x > 16 && x + taken > width) [x, y] = [16, y + KEY_ROW];
    const entry = markup`<path class="line line-${style}" stroke-dasharray="${DASHES[style % DASHES.length]!}" d="M${round(x)} ${y}h26"/><circle class="series-${style}" cx="${round(x + 13)}" cy="${y}" r="3"/><text x="${round(x + 34)}" y="${y + 4}">${name}</text>\n`;
    x += taken;
    return entry;
  });
  return { body: markup`${entries}`, height: y + KEY_ROW };
}
