/** What the run store knows of one cell: all that a table needs of it. */
import type { RunFacts } from '../journal/run-facts';
import type { Cell } from '../spec/cell';

/** `stopped`: by request; `crashed`: its runner is gone; `stalled`: its runner lives but has long been silent. */
export type CellState = 'waiting' | 'running' | 'stalled' | 'crashed' | 'stopped' | 'finished' | 'failed';

export interface CellOutcome {
  readonly cell: Cell;
  readonly state: CellState;
  /** Test score in [0, 1] of a finished run, else null. */
  readonly value: number | null;
  /** SHA-256 over the examples of each part; null before the data were read. Runs of other splits are never pooled. */
  readonly splitHash: string | null;
  /** Why a run failed, or why a finished one cannot be trusted; else null. */
  readonly failure: string | null;
  /** Absent where only the score is known. */
  readonly facts?: RunFacts | undefined;
}
