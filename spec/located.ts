import type { Range } from './diagnostic';

/** A value and where the spec's text has it. */
export interface Located<Value> {
  readonly value: Value;
  readonly range: Range;
}
