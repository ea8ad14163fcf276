import { DARK, LIGHT, type Palette } from '../figures/palette';

/** On paper everything is dark on white. */
const PRINT: Palette = {
  ...LIGHT,
  raised: '#ffffff',
  line: '#bbbbbb',
  text: '#000000',
  quiet: '#333333',
  undecided: '#444444',
};

/**
 * The report's stylesheet. Marks differ by sign and word first; the colours (after Okabe and Ito, told apart by
 * colour-blind readers) only support them, and have at least 4.5 : 1 contrast with the ground in light and dark.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
${variables(LIGHT)}}
@media (prefers-color-scheme: dark) {
  :root {
${variables(DARK)}  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 58rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; text-wrap: balance; }
h2 { font-size: 1.3rem; margin: 2.8rem 0 .8rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .6rem 0; }
.quiet, .caption, figcaption, .legend { color: var(--quiet); }
.caption, figcaption, .legend { font-size: .85rem; line-height: 1.5; }
.legend span { display: inline-block; margin-right: 1.1rem; }
.legend b { color: var(--text); }
.answers { padding-left: 1.2rem; }
.answers li { margin: .35rem 0; }
.problems { margin-top: 1.5rem; padding: .6rem 1rem; border: 1px solid var(--worse); border-left-width: 5px; border-radius: 6px; background: var(--raised); }
.wide { overflow-x: auto; margin: 1rem 0; background: linear-gradient(to left, var(--ground) 40%, transparent) right / 3rem 100% no-repeat local, linear-gradient(to left, var(--line), transparent) right / 1rem 100% no-repeat; }
.wide > .figure { min-width: 36rem; }
.wide tr > :first-child { position: sticky; left: 0; min-width: 8em; max-width: 18rem; background: var(--ground); overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.path { min-width: 10rem; overflow-wrap: anywhere; }
.numbers td { white-space: nowrap; }
.numbers td, .numbers th:not(:first-child) { text-align: right; }
th:first-child, td:first-child { padding-left: 0; }
thead th { border-bottom: 2px solid var(--text); vertical-align: bottom; font-weight: 600; }
tbody th { font-weight: 400; }
small { font-size: .8em; font-weight: 400; color: var(--quiet); }
.matrix { width: 100%; font-size: 1rem; }
.dense { font-size: .8rem; }
.dense th, .dense td { padding-right: .35rem; }
.dense :is(th, td) + :is(th, td) { padding-left: .4rem; }
.matrix .score { white-space: nowrap; }
.matrix .best .score { font-weight: 700; }
.matrix small { white-space: nowrap; }
.verdict { display: block; }
.mark-best, .mark-reference, .mark-better { --mark: var(--best); }
.mark-worse { --mark: var(--worse); }
.mark-equivalent { --mark: var(--equivalent); }
.mark-undecided, .mark-untested, .mark-none { --mark: var(--undecided); }
.verdict { color: var(--mark); }
.tinted { background: var(--tint); print-color-adjust: exact; }
.legend .swatch { width: 1em; height: 1em; margin-right: 0; vertical-align: -.15em; }
pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); font-size: .82rem; line-height: 1.5; }
code { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; }
figure { margin: 1.2rem 0; }
.for-narrow { display: none; max-width: 26rem; }
.figure { display: block; width: 100%; height: auto; max-width: 50rem; margin-bottom: .5rem; font-size: 13px; }
.figure text { fill: var(--text); }
.figure .tick { fill: var(--quiet); font-size: 12px; }
.figure .grid { stroke: var(--line); stroke-width: 1; }
.figure .mark-best .name { font-weight: 700; }
.figure .note { fill: var(--mark); }
.figure .run { fill: var(--mark); fill-opacity: .35; stroke: var(--mark); stroke-width: 1; }
.figure .mean { fill: var(--mark); }
.figure .spread { stroke: var(--mark); stroke-width: 2; }
.series-0 { --series: var(--s0); } .series-1 { --series: var(--s1); } .series-2 { --series: var(--s2); } .series-3 { --series: var(--s3); }
.series-4 { --series: var(--s4); } .series-5 { --series: var(--s5); } .series-6 { --series: var(--s6); } .series-7 { --series: var(--s7); }
.figure .curve { fill: none; stroke: var(--series); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.figure .tail { fill: none; stroke: var(--series); stroke-width: 1; opacity: .6; }
.figure .leader { fill: none; stroke: var(--series); stroke-width: 1; opacity: .45; }
.figure .band { fill: var(--series); opacity: .14; }
.figure .axis { fill: none; stroke: var(--text); stroke-width: 1.2; }
.figure .group { stroke: var(--best); stroke-width: 5; }
.figure [class^="series"] .name { fill: var(--series); font-weight: 600; }
@media screen and (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  th, td { padding: .4rem .5rem; }
  .wide tr > :first-child { max-width: 9rem; }
  .matrix:not(.dense) { font-size: .9rem; }
  .for-wide { display: none; }
  .for-narrow { display: block; }
}
@page { margin: 16mm; }
@media print {
  :root {
    color-scheme: light;
${variables(PRINT)}  }
  body { font-size: 10.5pt; }
  .matrix { font-size: .9rem; }
  .matrix.dense { font-size: 6.8pt; }
  .matrix th, .matrix td { padding-right: .4rem; }
  main { max-width: none; padding: 0; }
  .figure, tr, .problems { break-inside: avoid; }
  figcaption, .caption, .legend { break-before: avoid; }
  h2, h3, tbody tr:first-child { break-after: avoid; }
  tbody tr:last-child { break-before: avoid; }
  thead { display: table-header-group; }
  .wide, pre { overflow: visible; background: none; }
  .wide tr > :first-child { position: static; }
  details:not([open]) { display: none; }
  pre { white-space: pre-wrap; }
}
`;

function variables({ series, ...colors }: Palette): string {
  const all = [...Object.entries(colors), ...series.map((color, index) => [`s${index}`, color] as const)];
  return `    ${all.map(([name, color]) => `--${name}: ${color};`).join(' ')}\n`;
}
