import assert from 'node:assert/strict';
import { criticalDifferenceFigure } from '../../results/figures/critical-difference';
import { tableFigure } from '../../results/figures/table-figure';
import { besidePublished } from '../../results/literature/published-table';
import { overTasks } from '../../results/over-tasks';
import { overTasksNote, overTasksText } from '../../results/over-tasks-text';
import { publishedResults } from '../../spec/published-results';
import { EVERY_STATE_TABLE } from './every-state';
import { type Run, STATISTICS, tableOf } from './experiment';

/** One run a cell: by task, by initialization. */
function ranked(scores: Readonly<Record<string, readonly Run[]>>, initializations = ['a', 'b', 'c', 'd']) {
  return tableOf(
    Object.fromEntries(
      Object.entries(scores).map(([task, row]) => [
        task,
        { metric: 'dice', scores: Object.fromEntries(row.map((run, index) => [initializations[index]!, [run]])) },
      ]),
    ),
  );
}

describe('the ranks over all tasks', () => {
  it('order initializations by their mean rank, with ties shared', () => {
    const { ranking, tasks } = overTasks(
      ranked({ one: [0.5, 0.9, 0.7], two: [0.5, 0.8, 0.8], three: [0.6, 0.9, 0.5] }),
    )!;
    assert.deepEqual(tasks, ['one', 'two', 'three']);
    assert.deepEqual(
      ranking.map(({ initialization, ranks }) => [initialization, ...ranks]),
      [
        ['b', 1, 1.5, 1],
        ['c', 2, 1.5, 3],
        ['a', 3, 3, 2],
      ],
    );
    assert.equal(ranking[0]!.p, null);
  });

  it('join those that are not told apart, and no more than those', () => {
    const scores = Object.fromEntries(
      Array.from({ length: 30 }, (_, task) => [
        `t${task}`,
        [0.9, 0.8 + (task % 2) * 0.15, 0.5, 0.4 + (task % 3) * 0.1],
      ]),
    );
    const found = overTasks(ranked(scores))!;
    assert.deepEqual(found.groups, [
      [0, 1],
      [2, 3],
    ]);
    for (const [first, last] of found.groups)
      assert.ok(found.ranking[last]!.meanRank - found.ranking[first]!.meanRank < found.criticalDifference);
  });

  it('leave out what lacks most, and say so', () => {
    const table = ranked({
      one: [0.5, 0.9, 0.7, 'not-applicable'],
      two: [0.5, 0.8, 0.8, 0.9],
      three: ['waiting', 0.7, 'failed', 'waiting'],
      four: [0.5, 0.8, 0.85, 0.9],
    });
    const found = overTasks(table)!;
    assert.deepEqual(found.tasks, ['one', 'two', 'four']);
    assert.deepEqual(found.leftOut, { tasks: ['three'], initializations: ['d'] });
    assert.match(
      overTasksNote(found, STATISTICS),
      /Left out, as not every cell is applicable and complete: d; task three\.$/,
    );
  });

  it('need two tasks and three initializations', () => {
    assert.equal(overTasks(ranked({ one: [0.5, 0.9, 0.7] })), null);
    assert.equal(overTasks(ranked({ one: [0.5, 0.9], two: [0.5, 0.8] })), null);
    assert.equal(
      overTasks(ranked({ one: ['waiting', 'waiting', 'waiting'], two: ['waiting', 'failed', 'waiting'] })),
      null,
    );
    assert.equal(overTasks(EVERY_STATE_TABLE), null);
    assert.equal(tableFigure(EVERY_STATE_TABLE, 'critical-difference'), null);
  });

  it('leave published rows out where there are own runs', () => {
    const table = ranked({ VFS: [0.5, 0.9, 0.7], TXC: [0.5, 0.8, 0.9] });
    const beside = besidePublished(table, publishedResults());
    assert.deepEqual(overTasks(beside), overTasks(table));
  });

  it('say what so few tasks can show, and how likely luck agrees as they do', () => {
    const found = overTasks(ranked({ one: [0.5, 0.9, 0.7], two: [0.5, 0.9, 0.7] }))!;
    assert.match(
      overTasksText(found, STATISTICS),
      /^Over 2 tasks, b has the lowest mean rank \(1\.00 of 3\)\. Friedman's test of equal ranks: χ²\(2\) = 4\.00, p = 0\.14; all tasks agree on one order, which luck alone does with p = 0\.17\.$/,
    );
    assert.match(
      overTasksNote(found, STATISTICS),
      /differ by 2 at most: with 2 tasks no difference can be shown, whatever the scores/,
    );
  });

  it('name all that share the lowest mean rank', () => {
    const found = overTasks(ranked({ one: [0.9, 0.8, 0.7], two: [0.8, 0.9, 0.7] }))!;
    assert.match(
      overTasksText(found, STATISTICS),
      /^Over 2 tasks, a and b share the lowest mean rank \(1\.50 of 3\)\./,
    );
  });

  it('say so where every task ties everything', () => {
    const found = overTasks(ranked({ one: [0.5, 0.5, 0.5], two: [0.7, 0.7, 0.7] }))!;
    assert.equal(overTasksText(found, STATISTICS), 'Every task ties all of its initializations.');
    assert.doesNotMatch(criticalDifferenceFigure(found, EVERY_STATE_TABLE).body.source, /NaN|undefined|Infinity/);
  });

  it('are drawn with a name each, a bar for each group, and names that are no markup', () => {
    const table = ranked({ one: [0.5, 0.9, 0.7], two: [0.5, 0.8, 0.9] }, ['<b>', 'b & c', 'c']);
    const figure = tableFigure(table, 'critical-difference')!;
    const count = (part: RegExp) => figure.body.source.match(part)?.length ?? 0;
    assert.equal(count(/class="group"/g), 1);
    for (const name of ['&lt;b&gt;', 'b &amp; c', '>c<']) assert.ok(figure.body.source.includes(name), name);
    assert.match(figure.body.source, /CD = 2\.34/);
  });
});
