import assert from 'node:assert/strict';
import { casesText } from '../../../results/test-cases/cases-text';
import { casesVerdict } from '../../../results/test-cases/cases-verdict';
import type { TaskOverCases, TestedRun } from '../../../results/test-cases/over-cases';
import { taskOverCases } from '../../../results/test-cases/task-over-cases';
import { RandomStream } from '../../../runner/random';
import { tableOf } from '../experiment';
import { testCases } from './test-cases';

type Scores = Readonly<Record<string, readonly number[]>>;

/** Two runs of each initialization with images of these Dice, in hundredths; `shift` tells the runs apart. */
function runsOf(images: Scores, groups: readonly string[] | null = null): TestedRun[] {
  return Object.entries(images).flatMap(([initialization, values]) =>
    [0, 1].map((shift): TestedRun => {
      const overlaps = values.flatMap((value) => [value - shift, 100, 100]);
      return { initialization, run: shift + 1, classes: [], cases: testCases(values.length, overlaps, null, groups) };
    }),
  );
}

/** The table that these runs make. */
function tableOfRuns(images: Scores) {
  const scores = Object.fromEntries(
    Object.entries(images).map(([initialization, values]) => {
      const mean = values.reduce((sum, value) => sum + value / 100, 0) / values.length;
      return [initialization, [mean, mean - 0.01]];
    }),
  );
  return tableOf({ vessels: { metric: 'dice', scores } });
}

function over(images: Scores, runs = runsOf(images)): TaskOverCases {
  const stream = new RandomStream('test');
  const table = tableOfRuns(images);
  return taskOverCases(table, table.tasks[0]!, runs, (bound) => stream.integer(bound))!;
}

/** The second is lower in every image; the third in most by a little, and in one by much. */
const IMAGES = {
  best: [90, 80, 85, 70, 88, 92, 81, 84],
  lower: [60, 50, 55, 40, 58, 62, 51, 54],
  unlucky: [91, 81, 86, 71, 89, 93, 82, 29],
};

describe('a task over its test cases', () => {
  it('has every run, their mean, and the difference to the best on the same images', () => {
    const { cells, against, images, patients, draws, missing } = over(IMAGES);
    assert.deepEqual([against, images, patients, draws, missing], ['best', 8, null, 2000, []]);
    const [best, lower] = cells;
    assert.equal(best!.difference, null);
    assert.deepEqual(
      lower!.runs.map(({ run }) => run),
      [1, 2],
    );
    for (const { score, runs } of cells) {
      assert.ok(Math.abs(score.value! - (runs[0]!.value! + runs[1]!.value!) / 2) < 1e-12);
      for (const { bootstrap, value } of [score, ...runs])
        assert.ok(bootstrap!.low < value! && value! < bootstrap!.high);
    }
    // Every image is lower by 30, so that no draw of images can differ, however much the images do.
    assert.ok(Math.abs(lower!.difference!.bootstrap!.low + 0.3) < 1e-12);
    assert.ok(Math.abs(lower!.difference!.bootstrap!.high + 0.3) < 1e-12);
  });

  it('warns of a difference over runs that the test images do not tell', () => {
    const table = tableOfRuns(IMAGES);
    assert.deepEqual(casesVerdict(over(IMAGES), table), [
      'unlucky differs from best over runs, but not over 8 test images, where the interval of the difference includes 0: luck in training is excluded, the luck of which images were tested is not.',
      'lower differs from best over 8 test images, too.',
    ]);
    const lost = runsOf(IMAGES).map((run) => (run.initialization === 'best' ? { ...run, cases: null } : run));
    assert.deepEqual(casesVerdict(over(IMAGES, lost), table), [
      'lower and unlucky differ from best over runs; over test images it could not be checked, as predictions are missing.',
    ]);
  });

  it('reads the same in a terminal', () => {
    const text = casesText([over(IMAGES)], tableOfRuns(IMAGES));
    assert.match(text, /^vessels\n\nInitialization +Dice, mean over runs +95 % by bootstrap +Minus best/);
    assert.match(text, /\nlower +53\.25 .*−30\.00 +−30\.00 to −30\.00 +↓ worse/);
    assert.match(text, /\nunlucky differs from best over runs, but not over 8 test images/);
    assert.equal(casesText([], tableOfRuns(IMAGES)), 'No run has finished yet.\n');
  });

  it('draws the images of a patient together', () => {
    const groups = ['p', 'p', 'p', 'p', 'q', 'q', 'q', 'q'];
    const found = over(IMAGES, runsOf(IMAGES, groups));
    assert.equal(found.patients, 2);
    // Of two patients there are three means: both of one, both of the other, one of each.
    const means = [
      [0, 4],
      [4, 8],
    ].map(([from, to]) => IMAGES.best.slice(from, to).reduce((sum, one) => sum + one, 0) / 400 - 0.005);
    const { low, high } = found.cells[0]!.score.bootstrap!;
    assert.ok(Math.abs(low - Math.min(...means)) < 1e-12 && Math.abs(high - Math.max(...means)) < 1e-12);
  });

  it('has no interval of a single image, or a single patient', () => {
    const single = { best: [90], lower: [60] };
    assert.deepEqual(
      over(single).cells.map(({ score }) => score.bootstrap),
      [null, null],
    );
    const [cell] = over(
      IMAGES,
      runsOf(
        IMAGES,
        IMAGES.best.map(() => 'p'),
      ),
    ).cells;
    assert.equal(cell!.score.bootstrap, null);
  });

  it('leaves out runs whose predictions are missing, give another score, or are no numbers', () => {
    const table = tableOf({ t: { metric: 'auc', scores: { a: [1, 1, 0.9, 1], b: [1, 1, 1, 1] } } });
    const cases = testCases(4, [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
    const run = (initialization: string, run: number, found: TestedRun['cases'] = cases): TestedRun => ({
      initialization,
      run,
      classes: ['ill'],
      cases: found,
    });
    const runs = [
      run('a', 1),
      run('a', 2, null),
      run('a', 3),
      run('a', 4, testCases(4, [0.1, Number.NaN, 0.8, 0.9], [0, 0, 1, 1])),
      ...[1, 2, 3].map((each) => run('b', each)),
    ];
    const { missing, cells } = taskOverCases(table, table.tasks[0]!, runs, () => 0)!;
    assert.deepEqual(missing, [
      ...[2, 3, 4].map((each) => ({ initialization: 'a', run: each })),
      { initialization: 'b', run: 4 },
    ]);
    assert.equal(cells[0]!.runs.length, 1);
  });

  it('is null before a run has finished, and leaves large AUCs to DeLong', () => {
    const waiting = tableOf({ t: { metric: 'auc', scores: { a: ['waiting'] } } });
    assert.equal(
      taskOverCases(waiting, waiting.tasks[0]!, [], () => 0),
      null,
    );
    const count = 1_600_000;
    const truths = Array.from({ length: count }, (_, index) => index % 2);
    const cases = testCases(count, truths, truths);
    const table = tableOf({ t: { metric: 'auc', scores: { a: [1] } } });
    const found = taskOverCases(
      table,
      table.tasks[0]!,
      [{ initialization: 'a', run: 1, classes: ['ill'], cases }],
      () => 0,
    )!;
    assert.deepEqual(
      [found.draws, found.cells[0]!.score],
      [0, { value: 1, bootstrap: null, delong: { low: 1, high: 1 } }],
    );
  });
});
