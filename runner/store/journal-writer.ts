import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import type { JournalEvent } from '../../journal/event';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'time'> : never;

/** Appends events to a journal, a line each. Events other than progress are on the disk when `write` returns. */
export class JournalWriter {
  readonly #file: number;
  readonly #now: () => Date;

  constructor(path: string, now: () => Date = () => new Date()) {
    this.#file = openSync(path, 'a+');
    this.#now = now;
    // A line torn by a crash must not swallow the next one.
    if (!this.#endsWithNewline()) writeSync(this.#file, '\n');
  }

  write(event: WithoutTime<JournalEvent>): void {
    writeSync(this.#file, `${JSON.stringify({ time: this.#now().toISOString(), ...event })}\n`);
    if (event.type !== 'progress') fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #endsWithNewline(): boolean {
    const { size } = fstatSync(this.#file);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(this.#file, last, 0, 1, size - 1) === 1 && last[0] === 10);
  }
}
