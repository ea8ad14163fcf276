import assert from 'node:assert/strict';
import { diffProtocols, type Side } from '../../../results/diff/diff-protocols';
import { diffResults, type Results } from '../../../results/diff/diff-results';
import { diffText } from '../../../results/diff/diff-text';
import { makeTable } from '../../../results/make-table';
import { makePlan } from '../../../spec/plan';
import { readSpec } from '../../../spec/read-spec';
import { experiment, STATISTICS } from '../experiment';

const SPEC = `protocol: quick
data: {images: {phantom: xray}, vessels: {phantom: fundus}}
tasks:
  - {name: nodules, kind: classification, data: images}
  - {name: vessels, kind: segmentation, data: vessels}
initializations: [random, {name: mine, weights: mine.safetensors}]
runs: 5
`;

function side(text: string): Side {
  const { spec, diagnostics } = readSpec(text);
  assert.ok(spec, diagnostics.map(({ message }) => message).join(' '));
  return { spec, plan: makePlan(spec) };
}

const changes = (text: string) =>
  diffProtocols(side(SPEC), side(text)).changes.map(
    ({ setting, from, to, where }) => `${setting}: ${from} → ${to} (${where.join(', ')})`,
  );

describe('two specs', () => {
  it('that are the same differ in nothing', () => {
    assert.deepEqual(diffProtocols(side(SPEC), side(`# a comment\n${SPEC}`)), {
      changes: [],
      onlyInA: [],
      onlyInB: [],
    });
  });

  it('differ in words, once where every task is concerned', () => {
    assert.deepEqual(changes(`${SPEC}training: {learning-rate: 0.0002}\n`), [
      'learning rate: 1e-3 → 2e-4 (everywhere)',
    ]);
  });

  it('differ where they differ', () => {
    const text = SPEC.replace('data: images}', 'data: images, training: {test-time-augmentation: ten-crop}}');
    assert.deepEqual(changes(text), ['test time augmentation: none → ten-crop (nodules)']);
    assert.deepEqual(changes(SPEC.replace('mine.safetensors', 'other.safetensors')), [
      'initialization file: mine.safetensors → other.safetensors (mine on nodules, mine on vessels)',
    ]);
  });

  it('differ in runs, statistics, and in what one of them leaves out', () => {
    const text = SPEC.replace('runs: 5', 'runs: 10\nstatistics: {margin: 0.5}').replace('[random, ', '[');
    const { changes, onlyInA, onlyInB } = diffProtocols(side(SPEC), side(text));
    assert.deepEqual(
      changes.map(({ setting, from, to }) => [setting, from, to]),
      [
        ['margin', 'none', '0.5'],
        ['runs', '5', '10'],
      ],
    );
    assert.deepEqual([onlyInA, onlyInB], [['initialization random'], []]);
  });
});

describe('the results of two experiments', () => {
  function results(scores: readonly number[], split = 'split', metric: 'auc' | 'dice' = 'auc'): Results {
    const { plan, outcomes } = experiment({ T: { metric, scores: { a: scores } } });
    const own = new Map([...outcomes].map(([id, outcome]) => [id, { ...outcome, splitHash: split }]));
    return { table: makeTable(plan, own, STATISTICS), outcomes: own };
  }

  it('differ by the difference of means, with the interval that SciPy gives', () => {
    const [change] = diffResults(results([0.8412, 0.8455, 0.8391]), results([0.8309, 0.8341, 0.8358]));
    assert.ok(Math.abs(change!.difference! - -0.008333333333333333) < 1e-12);
    // scipy.stats.ttest_ind([.8309, .8341, .8358], [.8412, .8455, .8391], equal_var=False).confidence_interval(0.95), SciPy 1.17.1
    assert.ok(
      Math.abs(change!.interval!.low - -0.015095689653788803) < 1e-10 &&
        Math.abs(change!.interval!.high - -0.001570977012878027) < 1e-10,
    );
  });

  it('are not subtracted where images or metrics differ', () => {
    const [images] = diffResults(results([0.8, 0.9], 'one'), results([0.8, 0.9], 'other'));
    assert.deepEqual(
      [images!.difference, images!.interval, images!.reason],
      [null, null, 'tested on different images'],
    );
    const [metric] = diffResults(results([0.8, 0.9]), results([0.8, 0.9], 'split', 'dice'));
    assert.equal(metric!.reason, 'auc is not dice');
  });

  it('have no interval from a single run', () => {
    const [change] = diffResults(results([0.8]), results([0.8, 0.9]));
    assert.deepEqual([change!.interval, change!.reason], [null, null]);
    assert.doesNotMatch(diffText({ changes: [], onlyInA: [], onlyInB: [] }, [change!]), /NaN/);
  });
});
