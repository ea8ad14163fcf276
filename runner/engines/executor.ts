/** What holds a learner's variables and runs its steps over them. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** Inputs by name, and what is computed of them: results by name, and changes to variables. */
export interface Step {
  /** Steps of one name have inputs of the same shapes. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly run: () => Record<string, Tensor>;
}

/** How values lie that have a variable's axes in another order. */
export interface AxisOrder {
  readonly shape: readonly number[];
  /** For each axis of the variable the one of `shape`; following them moves numbers, so that no engine goes on using the array. */
  readonly axes: readonly number[];
}

/** A variable whose values are asked for. */
export interface Wanted {
  readonly variable: Variable;
  /** Of the values, where it is not to be the variable's. */
  readonly order?: AxisOrder | undefined;
}

/** The axes that lead back from a variable's order. */
export function axesBack({ axes }: AxisOrder): number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}

export interface Executor {
  /** A float32 variable of zeros, for steps to use. Its values pass through `read` and `write` alone. */
  variable(shape: readonly number[], trainable: boolean): Variable;
  /** Whether `run` has nothing to prepare for steps of this name. */
  has(name: string): boolean;
  /** Prepares for steps of this name; nothing is computed. */
  add(step: Step): void;
  /** The caller disposes what it returns. */
  run(step: Step): Record<string, Tensor>;
  /** Values of some variables, one after the other, each in memory of its own. */
  read(wanted: readonly Wanted[]): Iterable<Float32Array>;
  /**
   * Gives a variable new values; null: zeros. The array may be used again afterwards.
   * @param order of the values, where it is not the variable's
   */
  write(variable: Variable, values: Float32Array | null, order?: AxisOrder): void;
  /** Ends all variables. */
  dispose(): void;
}
