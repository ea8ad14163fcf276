import assert from 'node:assert/strict';
import type { JournalEvent } from '../../journal/event';
import { parseJournal } from '../../journal/parse-journal';
import { EMPTY_RECORD, foldEvents } from '../../journal/run-record';

const time = '2026-01-01T00:00:00.000Z';
const header = {
  runtime: 'node 20',
  engine: 'wasm',
  engineVersion: 'x',
  device: 'CPU',
  warmstart: '0',
  host: 'h',
  pid: 1,
} as const;
const started: JournalEvent = { time, type: 'started', attempt: 1, header, resumedFrom: 0 };

function resumed(resumedFrom: number): JournalEvent {
  return { ...started, resumedFrom } as JournalEvent;
}

function epoch(number: number, validationLoss: number): JournalEvent {
  return {
    time,
    type: 'epoch',
    epoch: number,
    trainLoss: 1,
    validationLoss,
    validationMetric: null,
    learningRate: 0.1,
    best: true,
    seconds: 1,
  };
}

describe('a journal', () => {
  it('leaves a torn last line for later', () => {
    const whole = `${JSON.stringify(started)}\n`;
    const { events, length } = parseJournal(`${whole}{"type":"epo`);
    assert.equal(events.length, 1);
    assert.equal(length, whole.length);
  });

  it('reports damaged lines in the middle and reads the others', () => {
    const { events, damaged } = parseJournal(
      `${JSON.stringify(started)}\n\u0000\u0000garbage\n[1]\n${JSON.stringify(epoch(1, 2))}\n`,
    );
    assert.deepEqual(
      events.map(({ type }) => type),
      ['started', 'epoch'],
    );
    assert.deepEqual(damaged, [2, 3]);
  });

  it('counts an epoch once when a crash made it appear twice; the later one holds', () => {
    const record = foldEvents(EMPTY_RECORD, [
      started,
      epoch(1, 3),
      epoch(2, 2),
      resumed(2),
      epoch(2, 1.5),
      epoch(3, 1),
    ]);
    assert.deepEqual(
      record.epochs.map(({ epoch, validationLoss }) => [epoch, validationLoss]),
      [
        [1, 3],
        [2, 1.5],
        [3, 1],
      ],
    );
    assert.equal(record.attempts, 2);
  });

  it('takes back the epochs whose checkpoint a crash has lost', () => {
    const epochs = (...events: JournalEvent[]) => foldEvents(EMPTY_RECORD, events).epochs.map(({ epoch }) => epoch);
    assert.deepEqual(epochs(started, epoch(1, 3), epoch(2, 2), resumed(1)), [1]);
    assert.deepEqual(
      epochs(started, epoch(1, 3), epoch(2, 2), resumed(2), epoch(1, 4)),
      [1],
      'trained on another split',
    );
  });

  it('reports an event that lacks what it is about as damaged', () => {
    const { events, damaged } = parseJournal('{"time":"2026-01-01T00:00:00.000Z","type":"epoch","epoch":"one"}\n');
    assert.deepEqual([events, damaged], [[], [1]]);
  });

  it('forgets how an attempt ended when the next one begins', () => {
    const failed: JournalEvent = { time, type: 'failed', code: 'data', message: 'no' };
    assert.equal(foldEvents(EMPTY_RECORD, [started, failed]).ending?.type, 'failed');
    assert.equal(foldEvents(EMPTY_RECORD, [started, failed, started]).ending, null);
  });

  it('gives the same record whether read at once or bit by bit, and ignores events of later versions', () => {
    const later = { time, type: 'from-the-future' } as unknown as JournalEvent;
    const events = [started, epoch(1, 3), later, epoch(2, 2)];
    const once = foldEvents(EMPTY_RECORD, events);
    assert.deepEqual(
      events.reduce((record, event) => foldEvents(record, [event]), EMPTY_RECORD),
      once,
    );
    assert.equal(once.epochs.length, 2);
  });
});
