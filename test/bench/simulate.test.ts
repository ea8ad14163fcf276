import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { drawRates } from '../../bench/simulate/draw-rates';
import { countChunk, type Experiment } from '../../bench/simulate/experiment';
import { randomStream } from '../../bench/simulate/random';
import { isBeyond, rateText, wilson } from '../../bench/simulate/rate';
import { sectionFigure } from '../../bench/simulate/section-figure';
import { SECTIONS } from '../../bench/simulate/sections';
import { drawScores, equalSpreads } from '../../bench/simulate/world';
import { svgFile } from '../../results/figures/figure';
import { mean, standardDeviation } from '../../statistics/describe';
import golden from './golden/simulation.json';

const root = path.resolve(__dirname, '../..');

function experimentAt(name: string, labels: readonly string[], column: string): Experiment {
  const section = SECTIONS.find((each) => each.name === name)!;
  const row = section.rows.find((each) => labels.every((label, place) => each.labels[place] === label));
  const experiment = row?.experiments[section.columns.indexOf(column)];
  assert.ok(experiment, `${name} has no ${labels} under ${column}`);
  return experiment;
}

describe('The simulation', () => {
  it('counts the same false alarms on every machine, as many as alpha allows', () => {
    const counts = (['student', 'welch', 'mann-whitney', 'wilcoxon'] as const).map((test) =>
      countChunk({ experiment: experimentAt('simulated-tests', ['two-sided', '10'], test), draws: 2000, stream: 0 }),
    );
    assert.deepEqual(counts, [94, 93, 84, 94]);
    for (const sum of counts) assert.ok(!isBeyond({ sum, draws: 2000 }, { share: 0.05, side: 'at most' }));
    const { low, high } = wilson({ sum: counts[0]!, draws: 2000 });
    assert.ok(low <= 0.05 && high >= 0.05);
  });

  it('finds no more in one thread than in several, nor otherwise than without threads', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-simulate-'));
    try {
      const program = path.join(folder, 'worker.js');
      const entryPoints = [path.join(root, 'bench/simulate/worker.ts')];
      await build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile: program });
      const whole = SECTIONS.find(({ name }) => name === 'simulated-mixed')!;
      const section = { ...whole, rows: whole.rows.filter(({ labels }) => labels[1] === '3') };
      const [one, three] = [await drawRates(section, 1500, program, 1), await drawRates(section, 1500, program, 3)];
      assert.deepEqual(one, three);
      const experiment = section.rows[2]!.experiments[1]!;
      const [first, second] = [1000, 500].map((draws, stream) => countChunk({ experiment, draws, stream }));
      assert.equal(one[2]![1]!.sum, first! + second!);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('draws the means, spreads and correlations that a world says', () => {
    const random = randomStream(0);
    const world = { ...equalSpreads(2, 1, [1, 0]), sharedSeeds: 0.5 };
    const drawn = Array.from({ length: 20_000 }, () => drawScores(world, random).map(([only]) => 100 * only!.value));
    const [a, b] = [drawn.map(([first]) => first!), drawn.map(([, second]) => second!)];
    for (const [values, expected] of [[a, 91] as const, [b, 90] as const]) {
      assert.ok(Math.abs(mean(values) - expected) < 0.03);
      assert.ok(Math.abs(standardDeviation(values, 1) - 1) < 0.02);
    }
    // Var(a - b) = 2 (1 - correlation).
    assert.ok(
      Math.abs(
        standardDeviation(
          a.map((value, place) => value - b[place]!),
          1,
        ) - 1,
      ) < 0.02,
    );
  });

  it('has scores with a ceiling and scores that fail, of the same mean and spread as others where they promise it', () => {
    const values = (shape: 'pressed' | 'failing') =>
      drawScores({ ...equalSpreads(1, 20_000), shape }, randomStream(1))[0]!.map(({ value }) => 100 * value - 90);
    const pressed = values('pressed');
    assert.ok(Math.max(...pressed) <= 1 && Math.abs(mean(pressed)) < 0.03);
    assert.ok(Math.abs(standardDeviation(pressed, 1) - 1) < 0.03);
    const failed = values('failing').filter((value) => value < -10).length / 20_000;
    assert.ok(Math.abs(failed - 0.1) < 0.01);
  });

  it('has streams that do not meet', () => {
    const [first, second] = [0, 1].map((stream) => randomStream(stream));
    assert.notEqual(first!.next(), second!.next());
  });
});

describe('The rates of docs/statistics.md', () => {
  const page = readFileSync(path.join(root, 'docs/statistics.md'), 'utf8');

  it("agree with SciPy's, on scores of its own, within chance", () => {
    for (const { section, labels, column, ...expected } of golden.cells) {
      const actual = rateOnPage(page, section, labels, column);
      const share = expected.sum / expected.draws;
      const error = Math.hypot(errorOf(share, expected.draws), errorOf(share, actual.draws));
      assert.ok(
        Math.abs(actual.share - share) <= 4.5 * error + 0.0006,
        `${section}, ${labels}, ${column}: ${actual.share} on the page, ${share} by SciPy`,
      );
    }
  });

  it('stand for all that is simulated', () => {
    for (const { name, rows, columns } of SECTIONS)
      for (const { labels } of rows)
        for (const column of columns) assert.ok(rateOnPage(page, name, labels, column).share >= 0);
  });
});

describe('A rate', () => {
  it("has Wilson's interval, as statsmodels'", () => {
    for (const { interval, ...rate } of golden.wilson) {
      const { low, high } = wilson(rate, 0.99);
      assert.ok(Math.abs(low - interval[0]!) < 1e-10 && Math.abs(high - interval[1]!) < 1e-10);
    }
  });

  it('is beyond its limit where the whole interval is', () => {
    const limit = { share: 0.05, side: 'at most' } as const;
    assert.ok(isBeyond({ sum: 600, draws: 10_000 }, limit));
    assert.ok(!isBeyond({ sum: 510, draws: 10_000 }, limit));
    assert.ok(!isBeyond({ sum: 300, draws: 10_000 }, limit));
    assert.ok(isBeyond({ sum: 300, draws: 10_000 }, { ...limit, side: 'at least' }));
    assert.ok(!isBeyond({ sum: 300, draws: 10_000 }, null));
    assert.equal(rateText({ sum: 500, draws: 10_000 }), '5.0 (4.5–5.6)');
  });

  it('is drawn with its interval, beside what is promised', () => {
    const section = SECTIONS[0]!;
    const rates = section.rows.map(({ experiments }) => experiments.map(() => ({ sum: 5, draws: 100 })));
    const text = svgFile(sectionFigure(section, rates));
    assert.equal(text.match(/<circle/g)?.length, section.rows.length * section.columns.length + section.columns.length);
    assert.equal(text.match(/class="reference"/g)?.length, 2);
  });
});

/** The share in the cell of a row that begins with the labels, and of how many draws it is. */
function rateOnPage(page: string, section: string, labels: readonly string[], column: string) {
  const text = page.slice(page.indexOf(`<!-- ${section} -->`), page.indexOf(`<!-- /${section} -->`));
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const [header, ...body] = rows.map((line) => line.slice(2, -2).split(' | '));
  const row = body.find((cells) => labels.every((label, place) => cells[place] === label));
  const rate = row?.[header!.lastIndexOf(column)]?.match(/[\d.]+/)?.[0];
  assert.ok(rate !== undefined, `docs/statistics.md has no ${labels} under ${column} in ${section}: npm run simulate`);
  return { share: Number(rate) / 100, draws: Number(text.match(/of ([\d,]+) draws/)![1]!.replaceAll(',', '')) };
}

/** Standard error of a share; a single draw has one, too, where there was none at all. */
function errorOf(share: number, draws: number): number {
  return Math.sqrt(Math.max(share * (1 - share), 1 / draws) / draws);
}
