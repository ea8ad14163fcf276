/** One task more closely: every run, every comparison with its interval, and the curves of validation. */
import type { StatisticsSettings } from '../../spec/spec';
import type { Correction } from '../../statistics/correction';
import { effectKind } from '../../statistics/effect-size';
import { correctionNote } from '../caption';
import { detectable, planner, runCount, runsForObserved, runsToEquivalence } from '../design';
import { meanDifferences } from '../differences';
import { type Effect, effectOf } from '../effect';
import { type CurveSeries, type Curves, curves } from '../figures/curves';
import { dotPlot } from '../figures/dot-plot';
import { type Markup, markup } from '../markup';
import { metricName } from '../metric-name';
import { levelText, percent, pNumber, points, rangeText } from '../numbers';
import { comparedWith } from '../summary';
import type { Table, TableCell } from '../table';
import { verdictText } from '../verdict-text';
import { casesSection } from './cases-section';
import { numbersTable } from './numbers-table';
import { partsSection } from './parts-section';
import { reportFigure } from './report-figure';
import type { ReportInput, RunCurve } from './report-input';

export function taskSection(task: Table['tasks'][number], input: ReportInput): Markup {
  const { name, metric } = task;
  const { table, curves: runs } = input;
  const cells = table.cells.filter((cell) => cell.task === name && cell.state !== 'not-applicable');
  const own = runs.filter(({ task }) => task === name);
  return markup`<section>
<h2>${name}</h2>
${cells.some(({ n }) => n > 0) && allRuns(name, metric, cells, table.statistics)}
${comparisons(cells, table.statistics)}
${effects(cells, table.statistics)}
${casesSection(task, input)}
${partsSection(task, input)}
${validation(name, metric, own, table.initializations)}
</section>`;
}

function allRuns(task: string, metric: string, cells: readonly TableCell[], statistics: StatisticsSettings): Markup {
  const plot = {
    title: `Test ${metricName(metric)} of every run on ${task}`,
    axis: `Test ${metricName(metric)} (%)`,
    rows: cells.map((cell) => ({ ...cell, label: cell.initialization, note: verdictText(cell, statistics) })),
  };
  return markup`<figure>
${reportFigure((width) => dotPlot(plot, width))}
<figcaption>Dots: single runs. Diamonds and bars: mean ± standard deviation.</figcaption>
</figure>`;
}

function comparisons(cells: readonly TableCell[], statistics: StatisticsSettings): Markup | null {
  const against = comparedWith(cells, statistics);
  if (against === null || cells.every(({ p }) => p === null)) return null;
  const { alpha, margin, correction } = statistics;
  const isHsu = correction === 'hsu';
  const corrected = correctionNote(statistics);
  const p = (value: number | null) => (value === null ? '—' : pNumber(value, alpha));
  return markup`<h3>Differences</h3>
${numbersTable(
  [
    `Against ${isHsu ? 'the best of the others' : against.initialization}`,
    'Difference',
    `${levelText(1 - alpha)} interval`,
    `p${corrected}`,
    ...(margin === null ? [] : [`p, within ±${margin}${corrected}`]),
  ],
  meanDifferences(cells, against, statistics).map(({ cell, value, ...interval }) => [
    cell.initialization,
    points(value),
    rangeText(interval, points),
    p(cell.p),
    ...(margin === null ? [] : [p(cell.equivalenceP)]),
  ]),
)}
<p class="caption">Differences of means in percentage points. ${INTERVALS[isHsu ? 'simultaneous' : 'single']}</p>`;
}

const INTERVALS = {
  single: 'Intervals are for each difference alone, two-sided, and not widened for their number.',
  simultaneous:
    'Intervals hold all at once, of a true mean minus the highest of the others: one that ends at 0 says that it is no better than the best of the others, one that begins at 0 that it is no worse.',
};

const STRICTEST: Readonly<Record<Correction, string>> = {
  none: '',
  holm: ', at the strictest level that Holm asks for',
  'benjamini-hochberg': ', at the strictest level that Benjamini and Hochberg ask for',
  hsu: ', with all initializations compared at once',
};

/** How large, how probably more than the margin, and what it would take to know. */
function effects(cells: readonly TableCell[], statistics: StatisticsSettings): Markup | null {
  const against = comparedWith(cells, statistics);
  const tested = cells.filter((cell) => cell.p !== null && cell !== against);
  if (against === null || tested.length === 0) return null;
  const { alpha, margin, test, correction } = statistics;
  const planOf = planner(against, cells, statistics);
  return markup`<h3>Size of the differences, and runs to tell them</h3>
${numbersTable(
  [
    `Against ${against.initialization}`,
    effectKind(test) === 'hedges-g' ? 'g' : 'P(higher)',
    `${levelText(1 - alpha)} interval`,
    ...(margin === null ? [] : [`P(below / within / above ±${margin})`]),
    'Detectable',
    'Runs, as observed',
    ...(margin === null ? [] : ['Runs, equivalence']),
  ],
  tested.map((cell) => {
    const { size, posterior } = effectOf(cell, against, statistics);
    const plan = planOf(cell);
    const limit = detectable(plan);
    return [
      cell.initialization,
      size === null ? '—' : signed(size.value),
      rangeText(size?.interval ?? null, signed),
      ...(margin === null ? [] : [posteriorText(posterior)]),
      limit === null ? '—' : percent(limit, 1),
      runsText(runsForObserved(plan)),
      ...(margin === null ? [] : [runsText(runsToEquivalence(plan, margin))]),
    ];
  }),
)}
<p class="caption">${EFFECTS[effectKind(test)]}${
    margin !== null &&
    ` P: posterior probabilities that the true difference of means lies below −${margin} points, within, or above, under a prior that prefers nothing; they make no mark.`
  } Detectable: the true difference, in points, that this test finds with a chance of 80 %, given how much these runs vary${STRICTEST[correction]}. Runs: how many of each the test would need for that chance, if the true difference were the one observed${
    margin !== null && ', or for showing equivalence, if there were none'
  }; for planning, not as evidence.</p>`;
}

function runsText(runs: number | null): string {
  return runs === null ? '—' : runCount(runs);
}

const EFFECTS = {
  'hedges-g': "g: Hedges' g, the difference in standard deviations of a run.",
  superiority: 'P(higher): the chance that a run of the first scores higher than one of the second, ties counted half.',
};

function posteriorText(found: Effect['posterior']): string {
  if (found === null) return '—';
  return [found.worse, found.equivalent, found.better].map((share) => share.toFixed(2)).join(' / ');
}

/** With a true minus sign. */
function signed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

function validation(task: string, metric: string, runs: readonly RunCurve[], initializations: readonly string[]) {
  const scores: Curves = {
    title: `Validation ${metricName(metric)} by epoch on ${task}`,
    heading: `Validation ${metricName(metric)} (%)`,
    series: series(runs, initializations, ({ validationMetric }) => validationMetric),
    format: (value, decimals) => percent(value, Math.max(0, decimals - 2)),
  };
  const losses: Curves = {
    title: `Validation loss by epoch on ${task}`,
    heading: 'Validation loss',
    series: series(runs, initializations, ({ validationLoss }) => validationLoss),
    format: (value, decimals) => value.toFixed(decimals),
  };
  const shown = [scores, losses].filter((each) => each.series.length > 0);
  if (shown.length === 0) return null;
  return markup`<h3>Validation</h3>
<figure>
${shown.map((each) => markup`${reportFigure((width) => curves(each, width))}\n`)}<figcaption>Mean of the runs of an initialization, and the band from the lowest to the highest of them, up to the epoch that all of them reached; thin lines: runs that went on.</figcaption>
</figure>`;
}

/** The initialization's place in the table gives its style, so that it looks the same in every figure. */
function series(
  runs: readonly RunCurve[],
  initializations: readonly string[],
  value: (epoch: RunCurve['epochs'][number]) => number | null,
): CurveSeries[] {
  return initializations.flatMap((initialization, style) => {
    const own = runs
      .filter((run) => run.initialization === initialization)
      .map(({ epochs }) =>
        epochs.flatMap((epoch) => {
          const one = value(epoch);
          return one === null || !Number.isFinite(one) ? [] : [{ epoch: epoch.epoch, value: one }];
        }),
      )
      .filter((points) => points.length > 0);
    return own.length === 0 ? [] : [{ label: initialization, runs: own, style }];
  });
}
