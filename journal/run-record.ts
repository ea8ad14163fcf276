import type { FailureCode, JournalEvent, LoadReport, RuntimeHeader } from './event';

type EventOf<Type extends JournalEvent['type']> = Extract<JournalEvent, { type: Type }>;

export type EpochPoint = Omit<EventOf<'epoch'>, 'type' | 'time'>;
export type DataFacts = Omit<EventOf<'data'>, 'type' | 'time'>;

/** What a journal says of one training run. */
export interface RunRecord {
  /** How often a runner took it up. */
  readonly attempts: number;
  /** Of the latest attempt. */
  readonly header: RuntimeHeader | null;
  /** When the latest attempt began. */
  readonly startedAt: string | null;
  /** Time of the latest event. */
  readonly changedAt: string | null;
  readonly data: DataFacts | null;
  /** null before the weights are in, and for random ones. */
  readonly load: LoadReport | null;
  /** Where the training stands within its epoch. */
  readonly progress: Omit<EventOf<'progress'>, 'type' | 'time'> | null;
  /** Finished epochs in order, each once. */
  readonly epochs: readonly EpochPoint[];
  readonly result: Omit<EventOf<'evaluated'>, 'type' | 'time'> | null;
  /** How the latest attempt ended; null while it runs, and after a crash. */
  readonly ending:
    | { readonly type: 'finished'; readonly bestEpoch: number; readonly epochs: number; readonly seconds: number }
    | { readonly type: 'stopped'; readonly epoch: number }
    | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string }
    | null;
}

export const EMPTY_RECORD: RunRecord = {
  attempts: 0,
  header: null,
  startedAt: null,
  changedAt: null,
  data: null,
  load: null,
  progress: null,
  epochs: [],
  result: null,
  ending: null,
};

/** The record after some more events. Unknown events change nothing. */
export function foldEvents(record: RunRecord, events: readonly JournalEvent[]): RunRecord {
  if (events.length === 0) return record;
  const epochs = new Map(record.epochs.map((point) => [point.epoch, point]));
  let next = record;
  for (const event of events) {
    next = foldEvent(next, event);
    // An epoch repeated after a crash between journal and checkpoint counts once.
    if (event.type === 'epoch') {
      const { type: _type, time: _time, ...point } = event;
      epochs.set(point.epoch, point);
    }
  }
  return { ...next, epochs: [...epochs.values()].sort((a, b) => a.epoch - b.epoch), changedAt: events.at(-1)!.time };
}

function foldEvent(record: RunRecord, event: JournalEvent): RunRecord {
  const { type: _type, time, ...rest } = event;
  switch (event.type) {
    case 'started':
      return {
        ...record,
        attempts: record.attempts + 1,
        header: event.header,
        startedAt: time,
        progress: null,
        ending: null,
      };
    case 'data':
      return { ...record, data: rest as DataFacts };
    case 'initialized':
      return { ...record, load: event.report };
    case 'progress':
      return { ...record, progress: rest as RunRecord['progress'] };
    case 'evaluated':
      return { ...record, result: rest as RunRecord['result'] };
    case 'finished':
    case 'stopped':
    case 'failed':
      return { ...record, ending: { type: event.type, ...rest } as RunRecord['ending'], progress: null };
    default:
      return record;
  }
}
