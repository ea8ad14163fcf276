import type { Example, Part } from './dataset';
import type { Shares } from './split';

/** An example as a layout names it, with the part it officially belongs to; null where the layout has no parts. */
export interface FoundExample extends Example {
  readonly part: Part | null;
}

/** What a layout's reader finds. */
export interface Findings {
  /** One name per output of the network. */
  readonly classes: readonly string[];
  /** Those of the classes that the score averages over; all where it is absent. */
  readonly testedClasses?: readonly string[];
  /** Every example belongs to one class only, so that a class can be too small for the parts. */
  readonly exclusive: boolean;
  readonly examples: readonly FoundExample[];
  /** How the parts are drawn where the layout has none and the spec does not say. */
  readonly split?: Shares;
}
