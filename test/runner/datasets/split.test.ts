import assert from 'node:assert/strict';
import type { Example } from '../../../runner/datasets/dataset';
import { splitExamples } from '../../../runner/datasets/split';

const SHARES = { train: 0.7, validation: 0.1, test: 0.2, seed: 1 };

function examples(
  count: number,
  labelOf: (index: number) => number,
  groupOf = (index: number) => String(index),
): Example[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `image ${index}`,
    image: '',
    mask: null,
    labels: [labelOf(index)],
    group: groupOf(index),
  }));
}

describe('splitExamples', () => {
  it('gives each part its share of each class', () => {
    const parts = splitExamples(
      examples(200, (index) => Number(index < 50)),
      SHARES,
      true,
    );
    assert.deepEqual([parts.train.length, parts.validation.length, parts.test.length], [140, 20, 40]);
    const positives = Object.values(parts).map((part) => part.filter(({ labels }) => labels[0] === 1).length);
    for (const [index, expected] of [35, 5, 10].entries())
      assert.ok(Math.abs(positives[index]! - expected) <= 1, String(positives));
  });

  it('gives every part one of three', () => {
    const parts = splitExamples(
      examples(103, (index) => Number(index < 3)),
      SHARES,
      true,
    );
    for (const part of Object.values(parts)) assert.equal(part.filter(({ labels }) => labels[0] === 1).length, 1);
  });

  it('keeps its shares when labels make many small strata', () => {
    const many = examples(120, (index) => index % 2).map((example, index) => ({
      ...example,
      labels: [...index.toString(2).padStart(7, '0')].map(Number),
    }));
    const parts = splitExamples(many, SHARES, false);
    assert.deepEqual([parts.train.length, parts.validation.length, parts.test.length], [84, 12, 24]);
  });

  it('keeps groups whole and shares right', () => {
    const parts = splitExamples(
      examples(
        300,
        (index) => Number(index % 4 === 0),
        (index) => `patient ${index % 60}`,
      ),
      SHARES,
      true,
    );
    const groups = Object.values(parts).map((part) => new Set(part.map(({ group }) => group)));
    assert.equal(
      groups.reduce((sum, set) => sum + set.size, 0),
      60,
    );
    assert.deepEqual(
      Object.values(parts).map((part) => part.length),
      [210, 30, 60],
    );
  });

  it('does not depend on the order of files, and does on the seed', () => {
    const all = examples(60, (index) => index % 2);
    const ids = (list: Example[], seed: number) =>
      splitExamples(list, { ...SHARES, seed }, true)
        .test.map(({ id }) => id)
        .sort();
    assert.deepEqual(ids([...all].reverse(), 1), ids(all, 1));
    assert.notDeepEqual(ids(all, 2), ids(all, 1));
  });
});
