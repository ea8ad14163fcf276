/** What the server and the editor's client call each other by; the extension registers these commands. */
export const COMMANDS = {
  /** Arguments: the spec's address, {@link RunFilter}. */
  run: 'warmstart.run',
  /** Arguments: the spec's address. */
  showResults: 'warmstart.showResults',
} as const;

/** Which cells to run: all of them, those of one task, or those of one initialization. */
export interface RunFilter {
  readonly task?: string;
  readonly initialization?: string;
}

/** Sent by the client when the run store beside a spec has changed. */
export const STORE_CHANGED = 'warmstart/storeChanged';

export interface StoreChangedParams {
  /** The spec's address. */
  readonly spec: string;
}
