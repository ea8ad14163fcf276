import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JournalWriter } from '../../../runner/store/journal-writer';
import { putAside } from '../../../runner/store/put-aside';
import { runState } from '../../../runner/store/run-state';
import { StoreFolder } from '../../../runner/store/store-folder';
import { StoreReader } from '../../../runner/store/store-reader';

const now = () => new Date('2026-01-01T00:00:00Z');

describe('reading a store', () => {
  const store = () => new StoreFolder(mkdtempSync(path.join(tmpdir(), 'warmstart-store-')));

  /** The folder of a run that failed, and a writer for what comes next. */
  function begun() {
    const root = store();
    const folder = root.cell('a');
    mkdirSync(folder.root, { recursive: true });
    const journal = new JournalWriter(folder.journal, now);
    journal.write({ type: 'failed', code: 'data', message: 'Die Datei „Ärzte“ fehlt.' });
    return { folder, journal, reader: new StoreReader(root) };
  }

  it('finds nothing where nothing was run', () => {
    assert.equal(new StoreReader(store()).record('a').attempts, 0);
  });

  it('sees what a journal has grown by, also when a line, and a character in it, comes in two pieces', () => {
    const { folder, reader } = begun();
    const first = reader.record('a');
    assert.equal(reader.record('a'), first, 'the same record while nothing is new');
    const line = Buffer.from('{"time":"2026-01-01T00:00:01.000Z","type":"failed","code":"data","message":"größer"}\n');
    const inside = line.indexOf(Buffer.from('ö')) + 1;
    appendFileSync(folder.journal, line.subarray(0, inside));
    assert.equal(reader.record('a').ending?.type === 'failed' && reader.record('a').changedAt, first.changedAt);
    appendFileSync(folder.journal, line.subarray(inside));
    assert.deepEqual(reader.record('a').ending, { type: 'failed', code: 'data', message: 'größer' });
  });

  it('goes on after a line that a crash has torn', () => {
    const { folder, journal, reader } = begun();
    journal.close();
    appendFileSync(folder.journal, '{"time":"2026-01-01T00:00:01.000Z","type":"sto');
    const next = new JournalWriter(folder.journal, now);
    next.write({ type: 'stopped', epoch: 3 });
    assert.deepEqual(reader.record('a').ending, { type: 'stopped', epoch: 3 });
  });

  it('forgets a journal that was put aside; what was there is kept', () => {
    const { folder, reader } = begun();
    reader.record('a');
    writeFileSync(folder.best, 'weights');
    writeFileSync(folder.lease, 'lease');
    putAside(folder, now());
    assert.equal(reader.record('a').ending, null);
    assert.equal(existsSync(folder.lease), true, 'the claim stays');
    const aside = `${folder.root}.before-2026-01-01T000000.000Z`;
    assert.equal(readFileSync(path.join(aside, 'best.safetensors'), 'utf8'), 'weights');
    assert.match(readFileSync(path.join(aside, 'journal.jsonl'), 'utf8'), /Ärzte/);
  });
});

describe('the state of a run', () => {
  const { reader } = { reader: new StoreReader(new StoreFolder(path.join(tmpdir(), 'warmstart-nowhere'))) };
  const untouched = reader.record('a');
  const begun = { ...untouched, attempts: 1 };

  it('follows from its journal and its lease', () => {
    assert.equal(runState(untouched, 'none'), 'waiting');
    assert.equal(runState(untouched, 'held'), 'running');
    assert.equal(runState(begun, 'held'), 'running');
    assert.equal(runState(begun, 'silent'), 'stalled');
    assert.equal(runState(begun, 'dead'), 'crashed');
    assert.equal(runState(begun, 'none'), 'crashed');
    assert.equal(runState({ ...begun, ending: { type: 'stopped', epoch: 1 } }, 'none'), 'stopped');
    assert.equal(runState({ ...begun, ending: { type: 'stopped', epoch: 1 } }, 'held'), 'running');
    const ending = { type: 'finished', bestEpoch: 1, epochs: 1, seconds: 1 } as const;
    assert.equal(runState({ ...begun, ending }, 'held'), 'finished');
  });
});
