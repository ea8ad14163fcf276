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

/** What folding relies on, by event. */
const FIELDS: { readonly [Type in JournalEvent['type']]: Readonly<Record<string, 'number' | 'string' | 'object'>> } = {
  started: { header: 'object', resumedFrom: 'number' },
  data: { train: 'number', validation: 'number', test: 'number', classes: 'object', splitHash: 'string' },
  initialized: { report: 'object' },
  progress: { epoch: 'number', step: 'number', steps: 'number', loss: 'number' },
  epoch: { epoch: 'number', trainLoss: 'number', validationLoss: 'number', learningRate: 'number', seconds: 'number' },
  evaluated: { metric: 'string', value: 'number', parts: 'object' },
  finished: { bestEpoch: 'number', epochs: 'number', seconds: 'number' },
  stopped: { epoch: 'number' },
  failed: { code: 'string', message: 'string' },
};

/** An event by its shape. Types of later versions pass, for folding leaves them out. */
function parseEvent(line: string): JournalEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const event = value as Record<string, unknown>;
  if (typeof event.type !== 'string' || typeof event.time !== 'string') return null;
  const fields = Object.hasOwn(FIELDS, event.type) ? FIELDS[event.type as JournalEvent['type']] : {};
  const fits = Object.entries(fields).every(([name, kind]) => typeof event[name] === kind);
  return fits ? (value as JournalEvent) : null;
}
