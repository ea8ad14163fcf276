/**
 * Records what a function of tensors asks of TensorFlow. Every kernel of the backend ends in a call of its binding; run a step once
 * with those calls noted, and the notes are the step's graph, gradients included.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend, OpAttribute } from '../backend-binding';
import type { ConstantValue } from './attribute';

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

  constructor(backend: NativeBackend, variables: readonly Variable[]) {
    this.#backend = backend;
    this.#binding = backend.binding;
    this.#variables = variables;
  }

  /** Runs `step` once and disposes what it returns. Its variables are left as it left them; the caller puts them back. */
  record(inputs: Readonly<Record<string, Tensor>>, step: () => Record<string, Tensor>): Recording {
    const before = this.#variables.map((variable) => this.handle(variable));
    for (const [index, handle] of before.entries()) this.#origins.set(handle, { kind: 'variable', index });
    for (const [name, tensor] of Object.entries(inputs))
      this.#origins.set(this.handle(tensor), { kind: 'input', name });
    this.#backend.binding = this.#listeningBinding();
    active = this;
    let results: Record<string, Tensor>;
    try {
      results = step();
    } finally {
      active = null;
      this.#backend.binding = this.#binding;
    }
    const assigned = new Map<number, number>();
    this.#variables.forEach((variable, index) => {
      const handle = this.handle(variable);
      if (handle !== before[index]) assigned.set(index, handle);
    });
    const handles = Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [
        name,
        { handle: this.handle(tensor), dtype: this.#dtype(tensor) },
      ]),
    );
    for (const tensor of Object.values(results)) tensor.dispose();
    return { ops: this.#ops, origins: this.#origins, constants: this.#constants, results: handles, assigned };
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

  #dtype(tensor: Tensor): number {
    return tensor.dtype === 'int32' ? this.#binding.TF_INT32 : this.#binding.TF_FLOAT;
  }

  #known(handle: number, op: string): void {
    if (this.#origins.has(handle) || this.#constants.has(handle)) return;
    throw new Error(`${op} reads a tensor made before the recording began; hand it in as an input.`);
  }

  /** The binding with ears: the same functions, noting operations and constants as they pass. */
  #listeningBinding(): Binding {
    const raw = this.#binding;
    const functions: Record<string, unknown> = {};
    for (const name of Object.getOwnPropertyNames(raw)) functions[name] = raw[name as keyof Binding];
    return Object.assign(functions as unknown as Binding, {
      createTensor: (shape: number[], dtype: number, values: ConstantValue['data']) => {
        const handle = raw.createTensor(shape, dtype, values);
        this.#constants.set(handle, { shape: [...shape], dtype, data: values.slice() });
        return handle;
      },
      executeOp: (op: string, attributes: OpAttribute[], inputs: number[], outputs: number) => {
        for (const handle of inputs) this.#known(handle, op);
        const made = raw.executeOp(op, attributes, inputs, outputs);
        const recorded = {
          op,
          attributes: [...attributes],
          inputs: [...inputs],
          outputs: made.map(({ id }) => id),
          updates: [],
        };
        this.#ops.push(recorded);
        for (const [output, { id }] of made.entries()) this.#origins.set(id, { kind: 'op', op: recorded, output });
        return made;
      },
      tensorDataSync: (handle: number) => {
        if (this.#origins.has(handle))
          throw new Error('A step read a tensor while it was recorded; its values would be frozen into the graph.');
        return raw.tensorDataSync(handle);
      },
    });
  }
}
