import type { RunRecord } from '../../journal/run-record';
import type { LeaseState } from './lease';

/** `crashed`: its runner is gone without a word. `stalled`: its runner has been silent for a minute. */
export type RunState = 'waiting' | 'running' | 'stalled' | 'crashed' | 'stopped' | 'finished' | 'failed';

/** What a person wants to know of a run, from what its journal and its lease say. */
export function runState(record: RunRecord, lease: LeaseState): RunState {
  if (record.ending?.type === 'finished') return 'finished';
  if (lease === 'held') return 'running';
  if (lease === 'silent') return 'stalled';
  if (record.ending) return record.ending.type;
  return record.attempts > 0 ? 'crashed' : 'waiting';
}
