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
  /** Results since the latest start. More than one is no run's: two processes have written into the journal. */
  readonly results: number;
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
  results: 0,
  ending: null,
};

/** The record after some more events. Unknown events change nothing. */
export function foldEvents(record: RunRecord, events: readonly JournalEvent[]): RunRecord {
  // Journals are long and grow by an event: the epochs are copied once, not once an event.
  const epochs = [...record.epochs];
  const last = events.reduce(
    (before, event) => ({ ...foldEvent(before, event, epochs), changedAt: event.time }),
    record,
  );
  return last === record ? record : { ...last, epochs };
}

/** Everything but the epochs, which are kept in `epochs`. */
function foldEvent(record: RunRecord, event: JournalEvent, epochs: EpochPoint[]): RunRecord {
  switch (event.type) {
    case 'started': {
      keepBefore(epochs, event.resumedFrom + 1);
      const { header, time: startedAt } = event;
      return { ...record, attempts: record.attempts + 1, header, startedAt, progress: null, results: 0, ending: null };
    }
    case 'data':
      return { ...record, data: factsOf(event) };
    case 'initialized':
      return { ...record, load: event.report };
    case 'progress':
      return { ...record, progress: factsOf(event) };
    case 'epoch':
      keepBefore(epochs, event.epoch);
      epochs.push(factsOf(event));
      return record;
    case 'evaluated':
      return { ...record, result: factsOf(event), results: record.results + 1 };
    case 'finished':
    case 'stopped':
    case 'failed': {
      const { time: _, ...ending } = event;
      return { ...record, ending, progress: null };
    }
    default:
      return record;
  }
}

/** Training that goes on from an epoch, or repeats it after a crash, takes back what was said of it and of later ones. */
function keepBefore(epochs: EpochPoint[], epoch: number): void {
  while ((epochs.at(-1)?.epoch ?? 0) >= epoch) epochs.pop();
}

function factsOf<Event extends JournalEvent>({ type: _type, time: _time, ...facts }: Event) {
  return facts;
}
