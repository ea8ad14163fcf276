import type { JournalEvent } from './event';

export interface ParsedJournal {
  readonly events: readonly JournalEvent[];
  /** Characters up to and including the last whole line; what follows is a line still being written, or torn by a crash. */
  readonly length: number;
  /** 1-based numbers of whole lines that are no events, relative to the text. */
  readonly damaged: readonly number[];
}

/** Reads journal lines. Never throws: a torn last line waits for its end, damaged lines in the middle are reported and left out. */
export function parseJournal(text: string): ParsedJournal {
  const length = text.lastIndexOf('\n') + 1;
  const events: JournalEvent[] = [];
  const damaged: number[] = [];
  const lines = text.slice(0, length).split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const event = parseEvent(line);
    if (event) events.push(event);
    else if (line.trim() !== '') damaged.push(index + 1);
  }
  return { events, length, damaged };
}

/** An event by its shape: an object with a type and a time. Types of later versions pass; folding leaves them out. */
function parseEvent(line: string): JournalEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return null;
    const { type, time } = value as Record<string, unknown>;
    return typeof type === 'string' && typeof time === 'string' ? (value as JournalEvent) : null;
  } catch {
    return null;
  }
}
