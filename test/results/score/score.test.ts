import assert from 'node:assert/strict';
import { matchScores } from '../../../results/score/match-scores';
import { scoreCases } from '../../../results/score/score-cases';
import { scoreText } from '../../../results/score/score-text';
import { RandomStream } from '../../../runner/random';

function table(text: string) {
  const [columns = [], ...records] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const rows = records.map((record, index) => ({
    line: index + 2,
    cells: Object.fromEntries(columns.map((name, at) => [name, record[at] ?? ''])),
  }));
  return { columns, rows };
}

const TRUTH = 'id,mass,nodule\na,1,0\nb,0,0\nc,1,1\nd,0,1\ne,1,0\n';
const SCORES = 'nodule,id,mass\n0.1,b,0.2\n0.3,a,0.9\n0.8,c,0.4\n0.2,d,0.5\n0.1,e,0.7\n';

const stream = new RandomStream('test');
const draws = (bound: number) => stream.integer(bound);

describe('scores from elsewhere', () => {
  it('are matched by id and by class, whatever the order', () => {
    const { cases, classes, mistakes } = matchScores(table(TRUTH), [table(SCORES)], null);
    assert.deepEqual([cases, mistakes], [5, []]);
    assert.deepEqual(classes, [
      { name: 'mass', labels: [1, 0, 1, 0, 1], scores: [[0.9, 0.2, 0.4, 0.5, 0.7]] },
      { name: 'nodule', labels: [0, 0, 1, 1, 0], scores: [[0.3, 0.1, 0.8, 0.2, 0.1]] },
    ]);
  });

  it('of a single class need no common name', () => {
    const { classes } = matchScores(table('file,truth\nx,1\ny,0\n'), [table('file,probability\ny,0.1\nx,0.7\n')], null);
    assert.deepEqual(classes, [{ name: 'truth', labels: [1, 0], scores: [[0.7, 0.1]] }]);
  });

  it('are refused with file and line of each mistake', () => {
    const lines = (truth: string, scores: string, id: string | null = null) =>
      matchScores(table(truth), [table(scores)], id).mistakes.map(
        ({ file, line, message }) => `${file}:${line} ${message}`,
      );
    assert.deepEqual(lines(TRUTH.replace('c,1,1', 'c,2,1'), SCORES.replace('0.3,a', 'high,a')), [
      'truth:4 "2" under "mass" is no label; labels are 0 and 1.',
      '0:3 "high" under "nodule" is no score; scores are finite numbers.',
    ]);
    assert.deepEqual(lines(TRUTH, SCORES.replace(',d,', ',f,')), [
      '0:5 Case f has no row among the labels.',
      'truth:5 Case d has no row among the scores.',
    ]);
    assert.deepEqual(lines(TRUTH, SCORES.replace(',d,', ',c,'))[0], '0:5 Case c is already on line 4.');
    assert.deepEqual(lines(TRUTH, SCORES.replace('mass', 'tumour')), [
      '0:1 There is no column for mass, which the labels have.',
    ]);
    assert.deepEqual(
      lines(TRUTH, SCORES, 'case')[0],
      'truth:1 There is no column "case"; the columns are id, mass and nodule.',
    );
  });

  it('give AUC by class and macro, and the difference of two files', () => {
    const other = SCORES.replace('0.4', '0.95');
    const { classes, cases } = matchScores(table(TRUTH), [table(SCORES), table(other)], null);
    const score = scoreCases(cases, classes, draws);
    // Pairs in order: mass 5 of 6, then 6 of 6; nodule 5 of 6.
    assert.deepEqual(
      score.classes.map(({ auc }) => auc.map((value) => value?.toFixed(12))),
      [
        ['0.833333333333', '1.000000000000'],
        ['0.833333333333', '0.833333333333'],
      ],
    );
    assert.ok(Math.abs(score.macro.difference!.value + 1 / 12) < 1e-12);
    assert.equal(score.classes[1]!.comparison!.p, 1);
    const text = scoreText(score, ['ours.csv', 'theirs.csv']);
    assert.match(text, /macro +83\.33/);
    assert.match(text, /mass +−16\.67/);
    assert.doesNotMatch(text, /NaN|undefined|null/);
  });

  it('have no AUC where a class has one label only', () => {
    const { classes, cases } = matchScores(table('id,a\nx,1\ny,1\n'), [table('id,a\nx,0.1\ny,0.2\n')], null);
    const score = scoreCases(cases, classes, draws);
    assert.deepEqual([score.classes[0]!.auc, score.macro.auc, score.macro.bootstrap], [[null], [null], [null]]);
    assert.match(scoreText(score, ['s']), /a +— +— +— +2 +0/);
  });
});
