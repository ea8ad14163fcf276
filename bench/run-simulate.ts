// npm run simulate: how often tests and intervals err, by drawing from known truths. `-- --only WORD` the tables with the word in their name, `-- --draws N` so many of each number, `-- --quick` a fiftieth, leaving the docs alone.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { svgFile } from '../results/figures/figure';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { bundleProgram } from './bundle-program';
import { THREADS } from './machine';
import { alignedTable, markdownTable, writeSection } from './print-table';
import { drawRates } from './simulate/draw-rates';
import { sectionTable } from './simulate/section';
import { sectionFigure } from './simulate/section-figure';
import { SECTIONS } from './simulate/sections';

const PAGE = path.join(root, 'docs/statistics.md');
const QUICK = 50;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, quick: { type: 'boolean' }, draws: { type: 'string' } },
  });
  const worker = await bundleProgram('simulate/worker');
  for (const section of SECTIONS.filter(({ name }) => name.includes(values.only ?? ''))) {
    const draws = Number(values.draws ?? (values.quick ? section.draws / QUICK : section.draws));
    if (!Number.isInteger(draws) || draws < 1) throw new Error(`--draws takes a whole number, not ${values.draws}.`);
    const { rates } = await step(section.name, async () => ({
      rates: await drawRates(section, draws, worker, THREADS),
      text: `${draws.toLocaleString('en')} draws of each`,
    }));
    const caption = `${section.title}. Percent of ${draws.toLocaleString('en')} draws (99 % interval).`;
    console.log(`\n${caption}\n${alignedTable(sectionTable(section, rates, (text) => `${text} !`))}\n`);
    if (values.quick) continue;
    writeSection(
      PAGE,
      section.name,
      `${caption}\n\n${markdownTable(sectionTable(section, rates, (text) => `**${text}**`))}`,
    );
    if (section.drawn)
      writeFileSync(path.join(root, `docs/images/${section.name}.svg`), svgFile(sectionFigure(section, rates)));
  }
}

void main();
