import assert from 'node:assert/strict';
import type { CellOutcome } from '../../results/cell-outcome';
import { makeTable } from '../../results/make-table';
import { EVERY_STATE_TABLE } from './every-state';
import { experiment, STATISTICS, tableOf } from './experiment';

const TWO = {
  vessels: { metric: 'dice', scores: { random: [0.7, 0.72, 0.71], upstream: [0.8, 0.82, 0.81] } },
  nodules: { metric: 'auc', scores: { random: [0.6, 0.62, 0.61], upstream: [0.65, 0.61, 0.66] } },
} as const;

/** The table after one outcome was changed. */
function changed(id: string, change: Partial<CellOutcome>) {
  const { plan, outcomes } = experiment(TWO);
  outcomes.set(id, { ...outcomes.get(id)!, ...change });
  return makeTable(plan, outcomes, STATISTICS);
}

describe('a table', () => {
  it('has a cell per task and initialization, in the order of the plan', () => {
    const table = tableOf(TWO);
    assert.deepEqual(table.tasks, [
      { name: 'vessels', metric: 'dice' },
      { name: 'nodules', metric: 'auc' },
    ]);
    assert.deepEqual(
      table.cells.map(({ task, initialization, n }) => `${task} ${initialization} ${n}`),
      ['vessels random 3', 'vessels upstream 3', 'nodules random 3', 'nodules upstream 3'],
    );
  });

  it('knows every state', () => {
    assert.deepEqual(
      EVERY_STATE_TABLE.cells.map(({ state }) => state),
      [
        'complete',
        'complete',
        'complete',
        'complete',
        'partial',
        'empty',
        'partial',
        'failed',
        'not-applicable',
        'complete',
      ],
    );
  });

  it('shows a spread with the denominator that was asked for, and none for a single run', () => {
    const scores = { vessels: { metric: 'dice', scores: { a: [0.25, 0.75], b: [0.5] } } } as const;
    const sd = (ddof: 0 | 1) => tableOf(scores, { ddof }).cells.map((cell) => cell.sd);
    assert.deepEqual(sd(0), [0.25, null]);
    assert.deepEqual(sd(1), [Math.sqrt(0.125), null]);
  });

  it('tests with the sample variance, whatever spread it shows', () => {
    const p = (ddof: 0 | 1) => tableOf(TWO, { ddof }).cells.map((cell) => cell.p);
    assert.deepEqual(p(0), p(1));
  });

  it('takes a cell without an outcome for one that has not run', () => {
    const { plan } = experiment(TWO);
    const table = makeTable(plan, new Map(), STATISTICS);
    assert.ok(
      table.cells.every(({ state, n, mean, mark }) => state === 'empty' && n === 0 && mean === null && mark === null),
    );
  });

  it('ignores outcomes of runs that the plan no longer has', () => {
    const { plan, outcomes } = experiment(TWO);
    const fewer = { ...plan, cells: plan.cells.filter(({ run }) => run < 3) };
    assert.ok(makeTable(fewer, outcomes, STATISTICS).cells.every(({ n, planned }) => n === 2 && planned === 2));
  });

  it('refuses to pool runs whose images were split otherwise, and keeps the other tasks', () => {
    const table = changed('vessels/random/2', { splitHash: 'abcdefgh-other' });
    assert.deepEqual(table.cells.map(({ state, n, mark }) => [state, n, mark]).slice(0, 2), [
      ['failed', 0, null],
      ['failed', 0, null],
    ]);
    assert.equal(table.cells[3]!.state, 'complete');
    assert.deepEqual(
      table.problems!.map(({ code, task, initialization }) => [code, task, initialization]),
      [['mixed-splits', 'vessels', null]],
    );
    assert.match(table.problems![0]!.message, /5 on split of, 1 on abcdefgh/);
  });

  it('refuses scores that are no shares, and names the run', () => {
    for (const value of [Number.NaN, 1.5, -0.1, null]) {
      const table = changed('nodules/upstream/3', { value });
      assert.deepEqual([table.cells[3]!.state, table.cells[3]!.n], ['failed', 0]);
      assert.equal(table.cells[2]!.mark, 'best');
      assert.match(table.problems![0]!.message, /^Run 3 of nodules from upstream /);
    }
  });
});

describe('the caption', () => {
  it("names Hsu's comparison, and what it does about choosing the best", () => {
    const { caption } = tableOf(TWO, { test: 'student', alternative: 'less', correction: 'hsu' });
    assert.match(caption, /compared with the best of the others by Hsu's multiple comparison with the best/);
    assert.match(caption, /Equivalent: a difference within ±2 percentage points by the same comparison/);
    assert.match(
      caption,
      /the initialization that is best in truth is marked worse in at most 5 % of experiments\. Where several are exactly equal, that holds for each of them and not for all together/,
    );
    assert.doesNotMatch(caption, /too small/);
  });

  it('states test, sides, correction and its family, alpha, margin, ddof, n, and how the best was chosen', () => {
    const { caption } = tableOf(TWO);
    for (const stated of [
      'Dice and AUC in percent',
      'n − 1 in the denominator',
      'n = 3 runs per cell',
      "Welch's t-test for independent samples (unequal variances), two-sided",
      'Holm-corrected within the task over its 1 comparison, not across tasks',
      'p ≤ 0.05',
      'within ±2 percentage points by two one-sided tests',
      'a family of its own',
      'chosen by the same runs',
      'not of other patients',
    ]) {
      assert.ok(caption.includes(stated), `${stated} is missing in: ${caption}`);
    }
  });

  it('follows the settings', () => {
    const { caption } = tableOf(TWO, {
      test: 'student',
      alternative: 'less',
      correction: 'none',
      margin: null,
      ddof: 0,
    });
    for (const stated of [
      "Student's t-test for independent samples (equal variances), one-sided: lower than the best",
      '2 comparisons are not corrected',
      '(n in the denominator)',
      'Undecided: p > 0.05, which is no evidence of equality',
      'the level of 0.05 is 0.1 in truth even for two',
    ]) {
      assert.ok(caption.includes(stated), `${stated} is missing in: ${caption}`);
    }
    assert.doesNotMatch(caption, /quivalent/);
  });

  it('says what is missing', () => {
    assert.match(EVERY_STATE_TABLE.caption, /n = 1 to 3 runs per cell/);
    assert.match(EVERY_STATE_TABLE.caption, /4 runs of 27 failed and are left out/);
    assert.match(EVERY_STATE_TABLE.caption, /Preliminary: 18 of 27 runs are in/);
  });

  it('says where test images are of patients who are in another part, too', () => {
    const { vessels } = TWO;
    const facts = { leftOut: 0, dice: null, weights: null };
    const captionOf = (testImages: number) =>
      tableOf({ vessels: { ...vessels, facts: { random: { ...facts, inTwoParts: { patients: 3, testImages } } } } })
        .caption;
    assert.match(
      captionOf(5),
      /Patients in two parts, so that scores may be too good: 3 of vessels \(5 test images\)\./,
    );
    assert.doesNotMatch(captionOf(0), /two parts/);
  });

  it('says once for each task what may be wrong with its data, and not what to do about it', () => {
    const { vessels, nodules } = TWO;
    const dim = '12 of 14 images of 16 bits (for instance a. 1.png) have no value above 4095.';
    const facts = { leftOut: 0, dice: null, weights: null, dataWarnings: [`${dim} Write \`window\`. Or not.`] };
    const { caption } = tableOf({ vessels: { ...vessels, facts: { random: facts, upstream: facts } }, nodules });
    assert.deepEqual(caption.match(/Warning about.*?4095\.(?= In each task)/g), [
      `Warning about the data of vessels: ${dim}`,
    ]);
  });

  it('warns where nothing varies', () => {
    const { caption } = tableOf({
      vessels: { metric: 'dice', scores: { random: [0.5, 0.5], upstream: [0.75, 0.75] } },
    });
    assert.match(caption, /neither side varies between runs \(random on vessels\)/);
  });

  it('claims no test where there was none', () => {
    const { caption } = tableOf({ vessels: { metric: 'dice', scores: { random: [0.5], upstream: ['running'] } } });
    assert.match(caption, /Nothing is tested yet/);
    assert.doesNotMatch(caption, /Welch/);
  });
});
