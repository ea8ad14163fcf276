import assert from 'node:assert/strict';
import { MARK, repair } from '../../server/repair';
import { atCursor } from './cursor';

/** The repaired text as data, with the mark shown as `^`. */
function read(marked: string): unknown {
  const { text, offset } = atCursor(marked);
  const repaired = repair(text, offset);
  if (repaired === null) return null;
  const shown = repaired.document.toJS();
  return JSON.parse(JSON.stringify(shown).replaceAll(MARK, '^'));
}

function replaced(marked: string): string {
  const { text, offset } = atCursor(marked);
  const { start, end, missing } = repair(text, offset)!;
  return `${text.slice(0, start)}${missing}<${text.slice(start, end)}>${text.slice(end)}`;
}

describe('repair', () => {
  it('reads an empty text as a first key or value', () => {
    assert.deepEqual(read('|'), '^');
  });

  it('reads a value', () => {
    assert.deepEqual(read('kind: seg|\nruns: 3\n'), { kind: 'seg^', runs: 3 });
    assert.deepEqual(read('kind: |\nruns: 3\n'), { kind: '^', runs: 3 });
  });

  it('reads a word between keys as a key', () => {
    assert.deepEqual(read('name: a\nru|\ntasks: [TXC]\n'), { name: 'a', 'ru^': null, tasks: ['TXC'] });
    assert.deepEqual(read('training:\n  |\n  epochs: 3\n'), { training: { '^': null, epochs: 3 } });
    assert.deepEqual(read('tasks:\n  - name: a\n    |\n'), { tasks: [{ name: 'a', '^': null }] });
  });

  it('reads a column below the dashes of a list as its next item', () => {
    assert.deepEqual(read('tasks:\n  - TXC\n  |\nruns: 3\n'), { tasks: ['TXC', '^'], runs: 3 });
    assert.equal(replaced('tasks:\n  - TXC\n  |\nruns: 3\n'), 'tasks:\n  - TXC\n  - <>\nruns: 3\n');
  });

  it('reads unfinished flow collections without eating the lines below', () => {
    assert.deepEqual(read('a:\n  - pretrain: {from: |\n  - random\nruns: 3\n'), {
      a: [{ pretrain: { from: '^' } }, 'random'],
      runs: 3,
    });
    assert.deepEqual(read('a: {from: random, |\nruns: 3\n'), { a: { from: 'random', '^': null }, runs: 3 });
    assert.deepEqual(read('a: [TXC, |\nruns: 3\n'), { a: ['TXC', '^'], runs: 3 });
  });

  it('reads a key or an item in front of others in a flow collection', () => {
    assert.deepEqual(read('a: {from: random, | on: x}\n'), { a: { from: 'random', '^': null, on: 'x' } });
    assert.deepEqual(read('a: [TXC, | VFS]\n'), { a: ['TXC', '^', 'VFS'] });
  });

  it('adds the blank that is not typed yet', () => {
    assert.deepEqual(read('kind:|\nruns: 3\n'), { kind: '^', runs: 3 });
    assert.deepEqual(read('tasks:\n  -|\nruns: 3\n'), { tasks: ['^'], runs: 3 });
    assert.equal(replaced('kind:|\nruns: 3\n'), 'kind: <>\nruns: 3\n');
  });

  it('closes a quote that is not closed yet', () => {
    assert.deepEqual(read('a: "up|\nruns: 3\n'), { a: 'up^', runs: 3 });
    assert.deepEqual(read("a: {b: 'up|\nruns: 3\n"), { a: { b: 'up^' }, runs: 3 });
  });

  it('replaces the whole scalar under the cursor, quotes included', () => {
    assert.equal(replaced('ki|nd: segmentation\n'), '<kind>: segmentation\n');
    assert.equal(replaced('kind: "seg|ment"\n'), 'kind: <"segment">\n');
    assert.equal(replaced('a: {fr|: random}\n'), 'a: {<fr>: random}\n');
  });

  it('finds nothing in comments and block scalars', () => {
    assert.equal(read('a: 1 # and |\n'), null);
    assert.equal(read('# |\na: 1\n'), null);
  });
});
