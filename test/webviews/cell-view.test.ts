import assert from 'node:assert/strict';
import type { Table } from '../../results/table';
import { findCell } from '../../results/table-rows';
import { cellView } from '../../webviews/results/cell-view';
import { EVERY_STATE_TABLE } from '../results/every-state';
import { tableOf } from '../results/experiment';

function view(task: string, initialization: string, table: Table = EVERY_STATE_TABLE) {
  return cellView(findCell(table, task, initialization)!, table);
}

const FINE = 'vessels "fine"';

describe('a cell of the results webview', () => {
  it('sets the best in bold and says so', () => {
    const { best, value, verdict, runs, label } = view('nodules', 'upstream → clinic');
    assert.deepEqual(
      { best, value, verdict, runs },
      { best: true, value: '84.19 ± 0.33', verdict: 'best', runs: 'n = 3' },
    );
    assert.equal(
      label,
      'nodules, upstream → clinic: 84.19 percent plus or minus 0.33, best, n = 3, weights loaded in part',
    );
  });

  it('has a sign beside a score that began with a part of the weights, and says on demand how much they were', () => {
    const { notes, details } = view('nodules', 'upstream → clinic');
    assert.equal(notes, '¶');
    assert.deepEqual(
      details.find(({ term }) => term === 'Weights loaded'),
      { term: 'Weights loaded', value: '99.9 % of the encoder; the rest began at random' },
    );
    assert.equal(view('nodules', 'random').notes, '');
  });

  it('shows a mark by its sign with the p-value, not by colour alone', () => {
    assert.match(view('nodules', 'random').verdict, /^↓ p [=<] 0\.\d+$/);
    assert.match(view('nodules', 'a|b_c *d*').verdict, /^≈ p [=<] 0\.\d+$/);
    assert.match(view('nodules', '50% & more <b>').verdict, /^\? p [=<] 0\.\d+$/);
    assert.equal(view('nodules', '医療画像').verdict, '° untested');
  });

  it('tells runs, difference and both p-values on demand', () => {
    const { details } = view('nodules', 'random');
    assert.deepEqual(
      details.map(({ term }) => term),
      ['Runs', 'Difference to the best', 'p, equal means (Holm)', 'p, within ±2 points (Holm)', 'Verdict'],
    );
    assert.equal(details[0]!.value, '70.12, 71.43, 69.91');
    assert.equal(details[1]!.value, '−13.71 points');
    assert.equal(details[4]!.value, 'worse than the best');
  });

  it('has no p-value of equivalence without a margin, and no correction where none is made', () => {
    const table = tableOf(
      { nodules: { metric: 'auc', scores: { a: [0.8, 0.81, 0.82], b: [0.7, 0.71, 0.72] } } },
      { margin: null, correction: 'none' },
    );
    assert.deepEqual(
      view('nodules', 'b', table).details.map(({ term }) => term),
      ['Runs', 'Difference to the best', 'p, equal means', 'Verdict'],
    );
  });

  it('says how many runs are missing', () => {
    assert.equal(view('nodules', '医療画像').runs, '1 of 3 runs');
    assert.equal(view(FINE, 'upstream → clinic').runs, '2 of 3 runs');
  });

  it('says what stands in for a number', () => {
    const random = view(FINE, 'random');
    assert.deepEqual([random.value, random.verdict, random.runs], ['·', '', '']);
    assert.equal(random.label, `${FINE}, random: not run yet`);
    const failed = view(FINE, 'a|b_c *d*');
    assert.deepEqual([failed.value, failed.tone], ['failed', 'failed']);
    assert.equal(failed.details[0]!.value, '0 of 3 finished, some failed');
  });

  it('opens curves of every cell but those that never run', () => {
    const never = view(FINE, '50% & more <b>');
    assert.deepEqual([never.value, never.opens, never.details], ['---', false, []]);
    assert.equal(never.label, `${FINE}, 50% & more <b>: not applicable`);
    assert.ok(view(FINE, 'random').opens);
  });
});
