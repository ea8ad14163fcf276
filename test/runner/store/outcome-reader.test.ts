import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outcomeOf } from '../../../results/experiment-status';
import { FolderList } from '../../../runner/store/folder-list';
import { JournalWriter } from '../../../runner/store/journal-writer';
import { OutcomeReader } from '../../../runner/store/outcome-reader';
import { putAside } from '../../../runner/store/put-aside';
import { StoreFolder } from '../../../runner/store/store-folder';
import { experiment } from '../../results/experiment';

const { plan } = experiment({ T: { metric: 'auc', scores: { a: [0, 0], b: ['not-applicable'] } } });
// In a store, ids are names of folders.
const named = { ...plan, cells: plan.cells.map((cell, index) => ({ ...cell, id: `cell-${index}` })) };

describe('the outcomes of a store', () => {
  const store = () => new StoreFolder(mkdtempSync(path.join(tmpdir(), 'warmstart-outcomes-')));

  function finish(root: StoreFolder, id: string, value: number): void {
    const folder = root.cell(id);
    mkdirSync(folder.root, { recursive: true });
    const journal = new JournalWriter(folder.journal);
    journal.write({ type: 'data', train: 1, validation: 1, test: 1, classes: [], splitHash: 'split', leftOut: 2 });
    journal.write({ type: 'evaluated', metric: 'auc', value, parts: {} });
    journal.write({ type: 'finished', bestEpoch: 1, epochs: 1, seconds: 1 });
    journal.close();
  }

  const read = (reader: OutcomeReader) =>
    [...reader.outcomes(named)].map(
      ([id, { state, value, splitHash, facts }]) =>
        `${id} ${state} ${value} ${splitHash}${facts?.leftOut ? ` without ${facts.leftOut}` : ''}`,
    );

  it('are those of the journals, and none for what is not applicable', () => {
    const root = store();
    finish(root, 'cell-0', 0.5);
    assert.deepEqual(read(new OutcomeReader(root, outcomeOf)), [
      'cell-0 finished 0.5 split without 2',
      'cell-1 waiting null null',
    ]);
  });

  it('of finished runs come from the index next time, without their journals', () => {
    const root = store();
    finish(root, 'cell-0', 0.5);
    read(new OutcomeReader(root, outcomeOf));
    const index = JSON.parse(readFileSync(root.index, 'utf8'));
    assert.deepEqual(Object.keys(index.runs['cell-0']), ['inode', 'size', 'value', 'splitHash', 'facts']);
    const { journal } = root.cell('cell-0');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('0.5', '0.7'));
    assert.deepEqual(read(new OutcomeReader(root, outcomeOf))[0], 'cell-0 finished 0.5 split without 2');
    rmSync(root.index);
    assert.deepEqual(read(new OutcomeReader(root, outcomeOf))[0], 'cell-0 finished 0.7 split without 2');
  });

  it('follow a run that was put aside and trained again, also in a reader that lives on', () => {
    const root = store();
    finish(root, 'cell-0', 0.5);
    const reader = new OutcomeReader(root, outcomeOf);
    read(reader);
    read(reader);
    putAside(root.cell('cell-0'));
    assert.equal(read(reader)[0], 'cell-0 waiting null null');
    finish(root, 'cell-0', 0.6);
    assert.equal(read(reader)[0], 'cell-0 finished 0.6 split without 2');
    assert.equal(read(new OutcomeReader(root, outcomeOf))[0], 'cell-0 finished 0.6 split without 2');
  });

  it('of a journal that two processes have written stay refused, with the reason, in every reader', () => {
    const root = store();
    finish(root, 'cell-0', 0.5);
    finish(root, 'cell-0', 0.6);
    for (let look = 0; look < 2; look++) {
      const outcome = new OutcomeReader(root, outcomeOf).outcomes(named).get('cell-0')!;
      assert.deepEqual([outcome.value, outcome.failure], [null, 'two processes have written into its journal']);
    }
  });

  for (const [what, damage] of [
    ['damaged', (index: string) => writeFileSync(index, '{"format":')],
    [
      'of another version',
      (index: string) => writeFileSync(index, '{"format":"warmstart-index-1","runs":{"cell-0":{}}}'),
    ],
    [
      'full of nonsense',
      (index: string) => writeFileSync(index, '{"format":"warmstart-index-3","runs":{"cell-0":{"value":"high"}}}'),
    ],
    ['impossible to write', (index: string) => mkdirSync(index)],
  ] as const) {
    it(`are the same when the index is ${what}`, () => {
      const root = store();
      finish(root, 'cell-0', 0.5);
      damage(root.index);
      assert.equal(read(new OutcomeReader(root, outcomeOf))[0], 'cell-0 finished 0.5 split without 2');
    });
  }
});

describe('the list of folders', () => {
  it('calls nothing settled that was put aside once, and looks thoroughly now and then', () => {
    const root = new StoreFolder(mkdtempSync(path.join(tmpdir(), 'warmstart-list-')));
    const list = new FolderList(root);
    list.look(0);
    assert.equal(list.has('a'), false);
    for (const name of ['a', 'b', 'b.before-2026']) mkdirSync(path.join(root.cells, name), { recursive: true });
    list.look(1_000);
    assert.deepEqual([list.has('a'), list.isSettled('a'), list.isSettled('b')], [true, true, false]);
    list.look(40_000);
    assert.equal(list.isSettled('a'), false);
    list.look(41_000);
    assert.equal(list.isSettled('a'), true);
  });
});
