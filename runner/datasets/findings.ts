import type { Example, Part } from './dataset';

/** An example as a layout names it, with the part it officially belongs to; null where the layout has no parts. */
export interface FoundExample extends Example {
  readonly part: Part | null;
}

/** What a layout's reader finds. */
export interface Findings {
  /** One name per output of the network. */
  readonly classes: readonly string[];
  /** Every example belongs to one class only, so that a class can be too small for the parts. */
  readonly exclusive: boolean;
  readonly examples: readonly FoundExample[];
}
