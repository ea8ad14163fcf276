/**
 * Records what a function of tensors asks of TensorFlow. Every kernel of the backend ends in a call of its binding; run a step once
 * with those calls noted, and the notes are the step's graph, gradients included. Nothing is computed on the way: tensors are shapes.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend, OpAttribute } from '../backend-binding';
import type { ConstantValue } from './attribute';
import { inferOutputs, type TracedTensor } from './infer-shapes';

/** One operation: inputs and outputs are tensor handles. */
export interface RecordedOp {
  readonly op: string;
  readonly attributes: readonly OpAttribute[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Indices of the variables an in-place operation updates; empty for ordinary ones. */
  readonly updates: readonly number[];
}

/** Where a tensor handle comes from. */
export type Origin =
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'op'; readonly op: RecordedOp; readonly output: number };

export interface Recording {
  readonly ops: readonly RecordedOp[];
  readonly origins: ReadonlyMap<number, Origin>;
  readonly constants: ReadonlyMap<number, ConstantValue>;
  readonly results: Readonly<Record<string, { readonly handle: number; readonly dtype: number }>>;
  /** Variables given a new value by assignment, and the handle of it. */
  readonly assigned: ReadonlyMap<number, number>;
}

let active: Recorder | null = null;

/** The recorder at work, for operations that have a form of their own in a graph (fused optimizers); null in eager execution. */
export function activeRecorder(): Recorder | null {
  return active;
}

export class Recorder {
  readonly #backend: NativeBackend;
  readonly #binding: Binding;
  readonly #variables: readonly Variable[];
  readonly #ops: RecordedOp[] = [];
  readonly #origins = new Map<number, Origin>();
  readonly #constants = new Map<number, ConstantValue>();
  readonly #tensors = new Map<number, TracedTensor>();
  /** Handles of tensors without memory are negative: the backend frees none below 0, and -1 is its own. */
  #lastHandle = -1;

  constructor(backend: NativeBackend, variables: readonly Variable[]) {
    this.#backend = backend;
    this.#binding = backend.binding;
    this.#variables = variables;
  }

  /** Runs `step` once and disposes what it returns. Its variables are left as it left them; the caller puts them back. */
  record(inputs: Readonly<Record<string, Tensor>>, step: () => Record<string, Tensor>): Recording {
    const before = this.#variables.map((variable) => this.handle(variable));
    // The variables have no memory either.
    this.#lastHandle = Math.min(-1, ...before);
    for (const [index, handle] of before.entries()) {
      this.#note(handle, this.#traced(this.#variables[index]!), { kind: 'variable', index });
    }
    for (const [name, tensor] of Object.entries(inputs)) {
      this.#note(this.handle(tensor), this.#traced(tensor), { kind: 'input', name });
    }
    this.#backend.binding = this.#listeningBinding();
    active = this;
    try {
      const results = step();
      const assigned = new Map<number, number>();
      this.#variables.forEach((variable, index) => {
        const handle = this.handle(variable);
        if (handle !== before[index]) assigned.set(index, handle);
      });
      const handles = Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [
          name,
          { handle: this.handle(tensor), dtype: this.#traced(tensor).dtype },
        ]),
      );
      for (const tensor of Object.values(results)) tensor.dispose();
      return { ops: this.#ops, origins: this.#origins, constants: this.#constants, results: handles, assigned };
    } finally {
      active = null;
      this.#backend.binding = this.#binding;
    }
  }

  /** Notes an operation that updates variables in place and exists in graphs alone; nothing is executed. */
  noteUpdate(
    op: string,
    attributes: readonly OpAttribute[],
    variables: readonly Variable[],
    inputs: readonly Tensor[],
  ): void {
    const updates = variables.map((variable) => this.#variables.indexOf(variable));
    if (updates.includes(-1)) throw new Error(`${op} updates a variable that the program does not own.`);
    const handles = inputs.map((tensor) => this.handle(tensor));
    for (const handle of handles) this.#known(handle, op);
    this.#ops.push({ op, attributes, inputs: handles, outputs: [], updates });
  }

  handle(tensor: Tensor): number {
    return this.#backend.getInputTensorIds([tensor])[0]!;
  }

  #traced({ shape, dataId }: Tensor): TracedTensor {
    return { shape, dtype: this.#backend.tensorMap.get(dataId).dtype };
  }

  #note(handle: number, tensor: TracedTensor, origin?: Origin): void {
    this.#tensors.set(handle, tensor);
    if (origin) this.#origins.set(handle, origin);
  }

  #known(handle: number, op: string): TracedTensor {
    const tensor = this.#tensors.get(handle);
    if (tensor) return tensor;
    throw new Error(`${op} reads a tensor made before the recording began; hand it in as an input.`);
  }

  /** The binding with ears: it notes operations and constants, and answers with shapes. */
  #listeningBinding(): Binding {
    const raw = this.#binding;
    const functions: Record<string, unknown> = {};
    for (const name of Object.getOwnPropertyNames(raw)) functions[name] = raw[name as keyof Binding];
    return Object.assign(functions as unknown as Binding, {
      createTensor: (shape: number[], dtype: number, values: ConstantValue['data']) => {
        const handle = --this.#lastHandle;
        const constant = { shape: [...shape], dtype, data: values.slice() };
        this.#constants.set(handle, constant);
        this.#note(handle, constant);
        return handle;
      },
      executeOp: (op: string, attributes: OpAttribute[], inputs: number[]) => {
        const outputs = inferOutputs(
          op,
          attributes,
          inputs.map((handle) => this.#known(handle, op)),
        ).map((tensor) => ({ ...tensor, id: --this.#lastHandle }));
        const recorded = {
          op,
          attributes: [...attributes],
          inputs: [...inputs],
          outputs: outputs.map(({ id }) => id),
          updates: [],
        };
        this.#ops.push(recorded);
        for (const [output, tensor] of outputs.entries()) {
          this.#note(tensor.id, tensor, { kind: 'op', op: recorded, output });
        }
        return outputs;
      },
      tensorDataSync: (handle: number) => {
        const constant = this.#constants.get(handle);
        if (constant) return constant.data;
        throw new Error('A step read a tensor while it was recorded; its values would be frozen into the graph.');
      },
    });
  }
}
