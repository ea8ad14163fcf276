/**
 * Recorded steps as one TensorFlow graph over resource variables: traced once, replayed by a single native call a step, with
 * buffers reused and branches run side by side. The session of the graph holds the only copy of each variable, from the first step that
 * uses it; what was written before or since waits beside it until a step wants it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend } from '../backend-binding';
import { type AxisOrder, axesBack, type Executor, type Step, type Wanted } from '../executor';
import { transpose } from '../transpose';
import { GraphWriter } from './graph-writer';
import { type HalfType, inHalfPrecision } from './half-precision';
import { Recorder } from './recorder';
import { type CompiledFunction, writeFunction } from './write-function';

let programs = 0;

export class Program implements Executor {
  readonly #backend: NativeBackend;
  readonly #binding: Binding;
  readonly #half: HalfType | null;
  readonly #graph: GraphWriter;
  /** Part of the names of its variables. */
  readonly #name = `warmstart_${process.pid}_${programs++}`;
  /** Shells for recording: they have a shape and no memory. */
  readonly #variables: Variable[] = [];
  /** Graph nodes that stand for the variables. */
  readonly #handles: string[] = [];
  readonly #functions = new Map<string, CompiledFunction>();
  #session: number | null = null;
  /** Variables, by index, that the session has values of. */
  readonly #held = new Set<number>();
  /** Values by index of variable, newer than the session's; null: zeros. Vectors wait as numbers and go together: each alone would cost an operation. */
  readonly #waiting = new Map<number, Tensor | Float32Array | null>();

  /** @param half what convolutions compute in; null: float32, like all else */
  constructor(backend: NativeBackend, half: HalfType | null) {
    this.#backend = backend;
    this.#binding = backend.binding;
    this.#half = half;
    this.#graph = new GraphWriter(backend.binding);
  }

  variable(shape: readonly number[], trainable: boolean): Variable {
    const index = this.#variables.length;
    // Handles of tensors without memory are negative; -1 is the backend's own.
    const shell = { id: -2 - index, shape: [...shape], dtype: this.#binding.TF_FLOAT };
    const tensor = this.#backend.createOutputTensor(shell);
    const variable = tf.variable(tensor, trainable);
    tensor.dispose();
    this.#variables.push(variable);
    this.#handles.push(this.#declare(shape, index));
    this.#waiting.set(index, null);
    return variable;
  }

  has(name: string): boolean {
    return this.#functions.has(name);
  }

  /** The graph is handed to TensorFlow anew, with the functions it had. */
  add({ name, inputs, run }: Step): void {
    const shells = this.#variables.map((variable) => variable.clone());
    try {
      const recording = new Recorder(this.#backend, this.#variables).record(inputs, run);
      const written = this.#half === null ? recording : inHalfPrecision(recording, this.#half, this.#binding);
      this.#functions.set(name, writeFunction(name, inputs, written, this.#graph, this.#handles, this.#backend));
    } finally {
      this.#variables.forEach((variable, index) => {
        variable.assign(shells[index]!);
        shells[index]!.dispose();
      });
    }
    this.#close();
  }

  run(step: Step): Record<string, Tensor> {
    if (!this.has(step.name)) this.add(step);
    const { inputs, outputs, feeds, fetches, variables } = this.#functions.get(step.name)!;
    this.#session ??= this.#open();
    this.#push(this.#session, variables);
    const handles = this.#backend.getInputTensorIds(inputs.map((input) => step.inputs[input]!));
    const results = this.#binding.runSavedModel(this.#session, handles, feeds, fetches);
    return Object.fromEntries(
      outputs.map((output, index) => [output, this.#backend.createOutputTensor(results[index]!)]),
    );
  }

  *read(wanted: readonly Wanted[]): Iterable<Float32Array> {
    const indices = wanted.map(({ variable }) => this.#variables.indexOf(variable));
    const held = this.#fetch(indices);
    try {
      for (const [place, index] of indices.entries()) {
        const value = this.#waiting.get(index) ?? held.get(index);
        if (value instanceof Float32Array) yield value.slice();
        else yield value ? this.#values(value, wanted[place]!.order) : new Float32Array(this.#variables[index]!.size);
        // While it is there, the session's next step would have to change a copy.
        held.get(index)?.dispose();
      }
    } finally {
      tf.dispose([...held.values()]);
    }
  }

  write(variable: Variable, values: Float32Array | null, order?: AxisOrder): void {
    const index = this.#variables.indexOf(variable);
    this.#forget(index);
    this.#waiting.set(
      index,
      values && (variable.rank === 1 ? values.slice() : this.#copy(values, variable.shape, order)),
    );
  }

  dispose(): void {
    if (this.#session !== null) this.#binding.deleteSavedModel(this.#session);
    this.#session = null;
    this.#held.clear();
    for (const index of this.#waiting.keys()) this.#forget(index);
    this.#waiting.clear();
    tf.dispose(this.#variables.splice(0));
  }

  /** Loads the graph. */
  #open(): number {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-graph-'));
    try {
      writeFileSync(path.join(folder, 'saved_model.pb'), this.#graph.savedModel());
      return this.#binding.loadSavedModel(folder, 'serve');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  #values(tensor: Tensor, order?: AxisOrder): Float32Array {
    if (!order) return tensor.dataSync<'float32'>();
    const turned = transpose(this.#backend, tensor, axesBack(order));
    try {
      return turned.dataSync<'float32'>();
    } finally {
      turned.dispose();
    }
  }

  /** Ends the session; its values, not copied, wait for the next one. */
  #close(): void {
    if (this.#session === null) return;
    for (const [index, value] of this.#fetch([...this.#held])) this.#waiting.set(index, value);
    this.#held.clear();
    this.#binding.deleteSavedModel(this.#session);
    this.#session = null;
  }

  /** The session's values of those variables for which none are waiting. They share its memory. */
  #fetch(indices: readonly number[]): Map<number, Tensor> {
    const held = indices.filter((index) => this.#held.has(index) && !this.#waiting.has(index));
    if (this.#session === null || held.length === 0) return new Map();
    const fetches = held.map((index) => `read${index}:0`).join(',');
    const values = this.#binding.runSavedModel(this.#session, [], '', fetches);
    return new Map(values.map((value, place) => [held[place]!, this.#backend.createOutputTensor(value)]));
  }

  /** Hands the session what is waiting for some variables: it takes over the memory. */
  #push(session: number, indices: readonly number[]): void {
    const due = indices.filter((index) => this.#waiting.has(index));
    if (due.length === 0) return;
    const vectors = this.#vectors(due);
    const values = due.map((index) => vectors.get(index) ?? this.#tensor(index));
    const feeds = due.map((index) => `value${index}:0`).join(',');
    const fetches = due.map((index) => `pushed${index}:0`).join(',');
    const done = this.#binding.runSavedModel(session, this.#backend.getInputTensorIds(values), feeds, fetches);
    for (const { id } of done) this.#binding.deleteTensor(id);
    tf.dispose(values);
    for (const index of due) {
      this.#waiting.delete(index);
      this.#held.add(index);
    }
  }

  /** What waits for a variable that is no vector, or zeros. */
  #tensor(index: number): Tensor {
    const value = this.#waiting.get(index);
    return value instanceof tf.Tensor ? value : tf.fill(this.#variables[index]!.shape, 0);
  }

  /** Tensors of the vectors that wait for some variables, in one memory. */
  #vectors(indices: readonly number[]): Map<number, Tensor> {
    const waiting = indices.flatMap((index) => {
      const values = this.#waiting.get(index);
      return values instanceof Float32Array ? [{ index, values }] : [];
    });
    if (waiting.length === 0) return new Map();
    const sizes = waiting.map(({ values }) => values.length);
    const all = new Float32Array(sizes.reduce((sum, size) => sum + size, 0));
    let start = 0;
    for (const { values } of waiting) {
      all.set(values, start);
      start += values.length;
    }
    const { TF_ATTR_INT, TF_ATTR_TYPE, TF_INT32 } = this.#binding;
    const inputs = [this.#copy(all, [all.length]), tf.tensor1d(sizes, 'int32'), tf.scalar(0, 'int32')];
    const attributes = [
      this.#type('T'),
      { name: 'Tlen', type: TF_ATTR_TYPE, value: TF_INT32 },
      { name: 'num_split', type: TF_ATTR_INT, value: sizes.length },
    ];
    try {
      const parts = this.#backend.executeMultipleOutputs('SplitV', attributes, inputs, sizes.length);
      return new Map(waiting.map(({ index }, place) => [index, parts[place]!]));
    } finally {
      tf.dispose(inputs);
    }
  }

  #forget(index: number): void {
    const value = this.#waiting.get(index);
    if (value instanceof tf.Tensor) value.dispose();
  }

  /** A tensor made from an array shares its memory, which JavaScript's thread alone may let go: sessions get memory of TensorFlow's. */
  #copy(values: Float32Array, shape: number[], order?: AxisOrder): Tensor {
    const shared = tf.tensor(values, order ? [...order.shape] : shape);
    try {
      if (order) return transpose(this.#backend, shared, order.axes);
      return this.#backend.executeSingleOutput('DeepCopy', [this.#type('T')], [shared]);
    } finally {
      shared.dispose();
    }
  }

  #type(name: string) {
    return this.#graph.typeAttribute(name, this.#binding.TF_FLOAT);
  }

  /** A resource variable with nodes to read it, to assign it, and to fetch once it is assigned. */
  #declare(shape: readonly number[], index: number): string {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING, TF_FLOAT } = this.#binding;
    const graph = this.#graph;
    const handle = graph.node(
      'VarHandleOp',
      [],
      [
        this.#type('dtype'),
        { name: 'shape', type: TF_ATTR_SHAPE, value: [...shape] },
        { name: 'shared_name', type: TF_ATTR_STRING, value: `${this.#name}_${index}` },
        { name: 'container', type: TF_ATTR_STRING, value: '' },
      ],
    );
    graph.node('ReadVariableOp', [handle], [this.#type('dtype')], { name: `read${index}` });
    const value = graph.placeholder(`value${index}`, TF_FLOAT, shape);
    const assigned = graph.node('AssignVariableOp', [handle, value], [this.#type('dtype')]);
    const done = graph.constant({ dtype: TF_FLOAT, shape: [], data: Float32Array.of(1) });
    graph.node('Identity', [done], [this.#type('T')], { name: `pushed${index}`, after: [assigned] });
    return handle;
  }
}
