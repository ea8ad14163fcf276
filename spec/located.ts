import type { Range } from './diagnostic';

/** A value and where the spec's text has it. */
export interface Located<Value> {
  readonly value: Value;
  readonly range: Range;
  /** Of a map that reads as one value: where its own numbers stand, by their names. */
  readonly parts?: Readonly<Record<string, Range>>;
}
