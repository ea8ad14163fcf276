import assert from 'node:assert/strict';
import { summarize } from '../../results/summary';
import type { StatisticsSettings } from '../../spec/spec';
import { EVERY_STATE_TABLE } from './every-state';
import { type Run, tableOf } from './experiment';

function summary(
  scores: Readonly<Record<string, readonly Run[]>>,
  statistics: Partial<StatisticsSettings> = {},
): string {
  return summarize(tableOf({ vessels: { metric: 'dice', scores } }, statistics))[0]!.text;
}

describe('the summary', () => {
  it('says for every mark what was found and how surely', () => {
    const [first] = summarize(EVERY_STATE_TABLE);
    assert.equal(
      first!.text,
      'So far, on nodules, upstream → clinic has the highest mean (84.2 ± 0.3, n = 3); random is worse (p < 0.001); ' +
        'a|b_c *d* is equivalent within 2 points (p = 0.005); 50% & more <b> is undecided (p = 0.65): ' +
        'n = 3 can show only differences above 8.2 points (80 % power); if the true difference were the one observed, it would take 23 runs of each; 医療画像 is untested (a test needs two runs on each side).',
    );
  });

  it('gives the range of what can be shown where initializations vary differently', () => {
    assert.match(
      summary({ a: [0.8, 0.82, 0.81], b: [0.79, 0.81, 0.81], c: [0.74, 0.86, 0.8] }),
      /^On vessels, a has the highest mean \(81\.0 ± 1\.0, n = 3\); b and c are undecided \(each p = 0\.99\): n = 3 can show only differences above \d\.\d to \d+\.\d points/,
    );
  });

  it('says how many runs it would take, as statsmodels does', () => {
    // TTestIndPower().solve_power(0.02 / 0.01, power=0.8, alpha=0.05) = 5.09
    const student = { test: 'student', correction: 'none', margin: null } as const;
    assert.match(
      summary({ a: [0.8, 0.81, 0.82], b: [0.78, 0.79, 0.8] }, student),
      /if the true difference were the one observed, it would take 6 runs of each\.$/,
    );
    assert.match(summary({ a: [0.8, 0.9], b: [0.8, 0.899] }, student), /it would take over 10,000 runs of each\.$/);
  });

  it('plans no runs for two that do not vary', () => {
    const hsu = { test: 'student', alternative: 'less', correction: 'hsu', margin: null } as const;
    const text = summary({ a: [0.8, 0.8], b: [0.799, 0.799], c: [0.7, 0.71] }, hsu);
    assert.match(
      text,
      /b is undecided \(p = 0\.\d+\): n = 2 can show only differences above \d\.\d points \(80 % power\)\.$/,
    );
  });

  it('promises no difference that would take a score below zero', () => {
    assert.match(
      summary({ a: [0.1, 0.5, 0.3], b: [0.05, 0.5, 0.2] }),
      /b is undecided \(p = 0\.\d+\): runs that vary so much can show no difference with n = 3 \(80 % power\)/,
    );
  });

  it('tells a difference that is smaller than the margin', () => {
    assert.match(
      summary({ a: [0.851, 0.8511, 0.8509], b: [0.85, 0.8501, 0.8499] }),
      /b is worse, yet by less than 2 points \(p < 0\.001\)/,
    );
  });

  it('counts initializations and p-values where there are too many to name', () => {
    const worse = [0.5, 0.52, 0.54, 0.56, 0.58, 0.6].map((mean, index) => [
      `i${index}`,
      [mean - 0.01, mean, mean + 0.01],
    ]);
    const text = summary({ best: [0.805, 0.81, 0.815], ...Object.fromEntries(worse), near: [0.75, 0.77, 0.76] });
    assert.match(text, /; 7 initializations are worse \(p < 0\.001 to p = 0\.0\d\d\)/);
    const equal = summary({ best: [0.8, 0.801, 0.802], ...Object.fromEntries(worse) });
    assert.match(equal, /; 6 initializations are worse \(each p = 0\.002\)/);
  });

  it('names all that share the best mean', () => {
    assert.equal(summary({ a: [0.5, 0.75], b: [0.75, 0.5] }), 'On vessels, a and b share the highest mean (62.5).');
  });

  it('says by Hsu that the best is shown to be the best, where every other is worse', () => {
    const hsu = { test: 'student', alternative: 'less', correction: 'hsu', margin: null } as const;
    const scores = { a: [0.9, 0.91, 0.9], b: [0.5, 0.52, 0.51], c: [0.6, 0.61, 0.6] };
    assert.match(
      summary(scores, hsu),
      /^On vessels, a has the highest mean \(90\.3 ± 0\.6, n = 3\) and is shown to be the best; b and c are worse/,
    );
    assert.doesNotMatch(summary({ ...scores, d: [0.9, 0.9, 0.9] }, hsu), /shown to be the best/);
    assert.doesNotMatch(summary({ ...scores, d: [0.2] }, hsu), /shown to be the best/);
    assert.doesNotMatch(summary(scores), /shown to be the best/);
  });

  it('says by Hsu which differences all runs of the task can show', () => {
    const hsu = { test: 'student', alternative: 'less', correction: 'hsu', margin: null } as const;
    const text = summary({ a: [0.8, 0.82, 0.81], b: [0.79, 0.81, 0.81], c: [0.78, 0.82, 0.8] }, hsu);
    assert.match(
      text,
      /b and c are undecided \(p = 0\.\d+ and p = 0\.\d+\): n = 3 can show only differences above \d\.\d points/,
    );
  });

  it('says so when nothing has finished', () => {
    assert.equal(summary({ a: ['running'], b: ['waiting'] }), 'On vessels, no run has finished yet.');
  });
});
