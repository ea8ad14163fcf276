import assert from 'node:assert/strict';
import { findCatalogInitialization } from '../../catalog/initializations';
import { publishedCells } from '../../catalog/literature';
import { findCatalogTask } from '../../catalog/tasks';
import { positionAt } from '../../spec/position';
import { publishedResults } from '../../spec/published-results';
import { readLiterature } from '../../spec/read-literature';

const file = (cells: string, rest = '') =>
  `{"source": "somewhere", "tables": [{"name": "t", ${rest}"cells": [\n${cells}\n]}]}`;

/** `line code`, by the line of the text. */
function mistakes(text: string): string[] {
  const { literature, diagnostics } = readLiterature(text);
  assert.equal(literature === null, diagnostics.length > 0);
  return diagnostics.map(({ range, code }) => `${positionAt(text, range.start).line} ${code}`);
}

describe('the published results of the paper', () => {
  it('are 135 cells, each once, of tasks and initializations of the catalog', () => {
    const cells = publishedCells(publishedResults());
    assert.equal(cells.length, 135);
    assert.equal(new Set(cells.map(({ task, initialization }) => `${task} ${initialization}`)).size, 135);
    for (const { task, initialization } of cells) {
      assert.equal(findCatalogTask(task)?.name, task);
      assert.equal(findCatalogInitialization(initialization)?.name, initialization);
    }
  });

  it('say which were printed and which were read from a figure', () => {
    const cells = publishedCells(publishedResults());
    assert.equal(cells.filter(({ provenance }) => provenance === 'printed').length, 26);
    assert.equal(cells.filter(({ provenance }) => provenance === 'digitised').length, 109);
  });
});

describe('a literature file', () => {
  const cell = '{"initialization": "a", "task": "T", "mean": 81.25, "sd": 0.5, "n": 10}';

  it('becomes shares of one', () => {
    const [read] = publishedCells(readLiterature(file(cell)).literature!);
    assert.deepEqual([read!.mean, read!.sd, read!.n, read!.ddof], [0.8125, 0.005, 10, 1]);
  });

  it('is refused where n is missing, with the line and the reason', () => {
    const text = file(`${cell},\n{"initialization": "b", "task": "T", "mean": 80, "sd": 0.2}`);
    assert.deepEqual(mistakes(text), ['3 missing-key']);
    assert.match(readLiterature(text).diagnostics[0]!.message, /B on T has no `n`.*without it nothing can be tested/);
  });

  it('may say n once for a table', () => {
    const text = file('{"initialization": "b", "task": "T", "mean": 80, "sd": 0.2}', '"n": 5, ');
    assert.equal(publishedCells(readLiterature(text).literature!)[0]!.n, 5);
  });

  for (const [what, text, expected] of [
    ['a cell twice', file(`${cell},\n${cell}`), ['3 duplicate-name']],
    ['a mean above 100', file(cell.replace('81.25', '812.5')), ['2 out-of-range']],
    ['a single run', file(cell.replace('10', '1')), ['2 out-of-range']],
    ['a key it does not know', file(cell.replace('"sd"', '"std"')), ['2 unknown-key']],
    [
      'a mark of another kind',
      file(cell.replace('}', ', "mark": "*"}'), '"marks": "best", '),
      ['2 not-allowed', '1 missing-key'],
    ],
    ['stars against nothing', file(cell.replace('}', ', "mark": "*"}'), '"marks": "stars", '), ['1 missing-key']],
    [
      'stars against cells that are not there',
      file(cell.replace('}', ', "mark": "*"}'), '"marks": "stars", "reference": "b", '),
      ['1 missing-key'],
    ],
    ['a text that is no JSON', '{"source": ', ['1 yaml-syntax', '1 wrong-type', '1 missing-key']],
  ] as const) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(mistakes(text), expected);
    });
  }
});
