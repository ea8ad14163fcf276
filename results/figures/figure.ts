/** A figure, and the SVG file of it. */
import { wrap } from '../formats/wrap';
import { type Markup, markup, Markup as Source } from '../markup';
import { DARK, LIGHT, type Palette } from './palette';

export interface Figure {
  /** What a screen reader says, and the file's title. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Without colours of its own: they come from classes. */
  readonly body: Markup;
  /** What the figure's signs mean, below it. */
  readonly note: string;
}

export const THEMES = ['auto', 'light', 'dark'] as const;

/** `auto`: as the reader's system is set; tools that know no such setting show it light. */
export type Theme = (typeof THEMES)[number];

/** An SVG file that needs nothing else. Its colours are written out, as many tools read no CSS variables. */
export function svgFile(figure: Figure, theme: Theme = 'auto'): string {
  const { title, width, body } = figure;
  const notes = wrap(figure.note, Math.floor((width - 2 * SIDE) / CHARACTER));
  const height = figure.height + notes.length * LINE + (notes.length > 0 ? SIDE : 0);
  const style = `${SHAPE}${rules(theme === 'dark' ? DARK : LIGHT)}${theme === 'auto' ? `@media (prefers-color-scheme: dark) {\n${rules(DARK)}}\n` : ''}`;
  return `${
    markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<title>${title}</title>
<style>
${new Source(style)}</style>
<rect class="ground" width="${width}" height="${height}"/>
${body}
${notes.map((line, index) => markup`<text class="note small" x="${SIDE}" y="${figure.height + (index + 0.8) * LINE}">${line}</text>\n`)}</svg>`
      .source
  }\n`;
}

/** Of the note: its margin, the height of a line, and the width of a character in a wide font. */
const SIDE = 16;
const LINE = 16;
const CHARACTER = 6.6;

const SHAPE = `text { font: 12px "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
.heading { font-weight: 700; font-size: 14px; }
.small { font-size: 11px; }
.strong { font-weight: 700; }
.axis, .spread, .reference, .rule { fill: none; stroke-width: 1.2; }
.rule.bold { stroke-width: 2; }
.grid { stroke-width: 1; }
.group { fill: none; stroke-width: 5; }
.reference { stroke-dasharray: 6 3; stroke-width: 1.6; }
.line { fill: none; stroke-width: 1.8; }
.band { fill-opacity: .14; stroke: none; }
`;

function rules(colors: Palette): string {
  const { ground, line, text, quiet, best, worse, equivalent, undecided, tint, series } = colors;
  return `.ground { fill: ${ground}; }
text { fill: ${text}; }
.tick, .note { fill: ${quiet}; }
.grid { stroke: ${line}; }
.axis, .spread, .rule { stroke: ${text}; }
.group { stroke: ${best}; }
.tinted { fill: ${tint}; }
.reference { stroke: ${best}; }
.band { fill: ${best}; }
.best { fill: ${best}; stroke: ${best}; }
.better { fill: ${equivalent}; stroke: ${equivalent}; }
.worse { fill: ${worse}; stroke: ${worse}; }
.undecided { fill: ${undecided}; stroke: ${undecided}; }
text.best, text.better, text.worse, text.undecided { stroke: none; }
text.disputed { fill: ${worse}; font-weight: 700; }
${series
  .map(
    (color, index) => `.series-${index} { fill: ${color}; }
.line-${index} { stroke: ${color}; }`,
  )
  .join('\n')}
`;
}
