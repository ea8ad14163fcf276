/**
 * Recorded functions as one TensorFlow graph over resource variables: traced once, replayed by a single native call a step, with
 * buffers reused and branches run side by side. While it runs, the weights live in its session; `settle` brings them back.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend } from '../backend-binding';
import { GraphWriter } from './graph-writer';
import { type HalfType, inHalfPrecision } from './half-precision';
import { type RecordedOp, Recorder, type Recording } from './recorder';

type Tensors = Readonly<Record<string, Tensor>>;

interface CompiledFunction {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly feeds: string;
  readonly fetches: string;
  /** It changes variables. */
  readonly changes: boolean;
}

let programs = 0;

export class Program {
  readonly #backend: NativeBackend;
  readonly #binding: Binding;
  readonly #variables: readonly Variable[];
  readonly #half: HalfType | null;
  readonly #graph: GraphWriter;
  /** Graph nodes that stand for the variables. */
  readonly #handles: readonly string[];
  readonly #functions = new Map<string, CompiledFunction>();
  #session: number | null = null;
  /** Whose values count: the variables' until the session has taken them over, the session's once a step has run there, or either's. */
  #current: 'variables' | 'session' | 'both' = 'variables';

  /** @param half what convolutions compute in; null: float32, like all else */
  constructor(backend: NativeBackend, variables: readonly Variable[], half: HalfType | null) {
    this.#backend = backend;
    this.#binding = backend.binding;
    this.#variables = variables;
    this.#half = half;
    this.#graph = new GraphWriter(backend.binding);
    const program = `warmstart_${process.pid}_${programs++}`;
    this.#handles = variables.map((variable, index) => this.#declare(variable, index, program));
    // Fetched to push all values at once; its number is of no interest.
    const done = this.#graph.constant({ dtype: this.#binding.TF_FLOAT, shape: [], data: Float32Array.of(1) });
    this.#graph.node('Identity', [done], [this.#type('T')], {
      name: 'push',
      after: variables.map((_, index) => `assign${index}`),
    });
  }

  has(name: string): boolean {
    return this.#functions.has(name);
  }

  /**
   * Records `step` on `inputs` under a name; it serves inputs of these shapes. Nothing is computed: the variables keep their values. The
   * graph is handed to TensorFlow anew, with the functions it had.
   */
  add(name: string, inputs: Tensors, step: () => Record<string, Tensor>): void {
    this.settle();
    const before = this.#variables.map((variable) => variable.clone());
    try {
      const recording = new Recorder(this.#backend, this.#variables).record(inputs, step);
      const written = this.#half === null ? recording : inHalfPrecision(recording, this.#half, this.#binding);
      this.#functions.set(name, this.#write(name, inputs, written));
    } finally {
      this.#variables.forEach((variable, index) => {
        variable.assign(before[index]!);
        before[index]!.dispose();
      });
    }
    this.dispose();
  }

  /** Runs a function; the caller disposes what it returns. */
  run(name: string, inputs: Tensors): Record<string, Tensor> {
    const { inputs: names, outputs, feeds, fetches, changes } = this.#functions.get(name)!;
    const handles = this.#backend.getInputTensorIds(names.map((input) => inputs[input]!));
    const results = this.#binding.runSavedModel(this.#enter(), handles, feeds, fetches);
    if (changes) this.#current = 'session';
    return Object.fromEntries(
      outputs.map((output, index) => [output, this.#backend.createOutputTensor(results[index]!)]),
    );
  }

  /** Brings the session's values into the variables. Call before reading them. */
  settle(): void {
    if (this.#current !== 'session') return;
    const fetches = this.#variables.map((_, index) => `read${index}:0`).join(',');
    this.#binding.runSavedModel(this.#session!, [], '', fetches).forEach((metadata, index) => {
      const value = this.#backend.createOutputTensor(metadata);
      this.#variables[index]!.assign(value);
      value.dispose();
    });
    this.#current = 'both';
  }

  /** As settle, and has the next step take the variables' values. Call before assigning them. */
  release(): void {
    this.settle();
    this.#current = 'variables';
  }

  dispose(): void {
    if (this.#session !== null) this.#binding.deleteSavedModel(this.#session);
    this.#session = null;
    this.#current = 'variables';
  }

  /** Loads the graph where it is new and hands it the variables' values where these count. */
  #enter(): number {
    if (this.#session === null) {
      const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-graph-'));
      try {
        writeFileSync(path.join(folder, 'saved_model.pb'), this.#graph.savedModel());
        this.#session = this.#binding.loadSavedModel(folder, 'serve');
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
    if (this.#current === 'variables') {
      const handles = this.#backend.getInputTensorIds([...this.#variables]);
      const feeds = this.#variables.map((_, index) => `value${index}:0`).join(',');
      const [done] = this.#binding.runSavedModel(this.#session, handles, feeds, 'push:0');
      this.#binding.deleteTensor(done!.id);
      this.#current = 'both';
    }
    return this.#session;
  }

  #type(name: string) {
    return this.#graph.typeAttribute(name, this.#binding.TF_FLOAT);
  }

  /** A resource variable with a node to read it and one to assign it. All variables are float32. */
  #declare(variable: Variable, index: number, program: string): string {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING, TF_FLOAT } = this.#binding;
    const handle = this.#graph.node(
      'VarHandleOp',
      [],
      [
        this.#type('dtype'),
        { name: 'shape', type: TF_ATTR_SHAPE, value: variable.shape },
        { name: 'shared_name', type: TF_ATTR_STRING, value: `${program}_${index}` },
        { name: 'container', type: TF_ATTR_STRING, value: '' },
      ],
    );
    this.#graph.node('ReadVariableOp', [handle], [this.#type('dtype')], { name: `read${index}` });
    // A fed tensor may share the memory of a JavaScript array, which only JavaScript's thread may let go: the session gets a copy.
    const fed = this.#graph.placeholder(`value${index}`, TF_FLOAT, variable.shape);
    const value = this.#graph.node('DeepCopy', [fed], [this.#type('T')]);
    this.#graph.node('AssignVariableOp', [handle, value], [this.#type('dtype')], { name: `assign${index}` });
    return handle;
  }

  #write(name: string, inputs: Tensors, recording: Recording): CompiledFunction {
    const graph = this.#graph;
    const live = liveOps(recording);
    const placeholders = new Map<string, string>();
    for (const [input, tensor] of Object.entries(inputs)) {
      const { dtype } = this.#backend.tensorMap.get(tensor.dataId);
      const fed = graph.placeholder(`${name}/${input}`, dtype, tensor.shape);
      // TensorFlow's optimizers trust no shape of what is fed, and fuse a sum into a convolution where they know all shapes.
      const attributes = [
        graph.typeAttribute('T', dtype),
        { name: 'shape', type: this.#binding.TF_ATTR_SHAPE, value: tensor.shape },
      ];
      placeholders.set(input, graph.node('EnsureShape', [fed], attributes));
    }
    const reads = new Map<number, string>();
    const read = (index: number): string => {
      const known = reads.get(index) ?? graph.node('ReadVariableOp', [this.#handles[index]!], [this.#type('dtype')]);
      reads.set(index, known);
      return known;
    };
    const names = new Map<RecordedOp, string>();
    const constants = new Map<number, string>();
    const edge = (handle: number): string => {
      const origin = recording.origins.get(handle);
      if (!origin) {
        const known = constants.get(handle) ?? graph.constant(recording.constants.get(handle)!);
        constants.set(handle, known);
        return known;
      }
      if (origin.kind === 'variable') return read(origin.index);
      if (origin.kind === 'input') return placeholders.get(origin.name)!;
      return origin.output === 0 ? names.get(origin.op)! : `${names.get(origin.op)}:${origin.output}`;
    };
    // A step reads the variables as they were: whatever changes one waits for the reads of it.
    const afterRead = (index: number): string[] => (reads.has(index) ? [reads.get(index)!] : []);
    const changes: string[] = [];
    for (const op of recording.ops) {
      if (!live.has(op) || op.updates.length > 0) continue;
      names.set(op, graph.node(op.op, op.inputs.map(edge), op.attributes));
    }
    for (const op of recording.ops) {
      if (op.updates.length === 0) continue;
      const variables = op.updates.map((index) => this.#handles[index]!);
      changes.push(
        graph.node(op.op, [...variables, ...op.inputs.map(edge)], op.attributes, {
          after: op.updates.flatMap(afterRead),
        }),
      );
    }
    for (const [index, handle] of recording.assigned) {
      changes.push(
        graph.node('AssignVariableOp', [this.#handles[index]!, edge(handle)], [this.#type('dtype')], {
          after: afterRead(index),
        }),
      );
    }
    const fetches = Object.entries(recording.results).map(
      ([output, { handle, dtype }]) =>
        `${graph.node('Identity', [edge(handle)], [graph.typeAttribute('T', dtype)], { name: `${name}/${output}_result`, after: changes })}:0`,
    );
    return {
      inputs: Object.keys(inputs),
      outputs: Object.keys(recording.results),
      feeds: Object.keys(inputs)
        .map((input) => `${name}/${input}:0`)
        .join(','),
      fetches: fetches.join(','),
      changes: changes.length > 0,
    };
  }
}

/** What results, assignments and in-place updates depend on; the rest of a recording is left out of the graph. */
function liveOps(recording: Recording): Set<RecordedOp> {
  const live = new Set<RecordedOp>();
  const stack: number[] = [
    ...recording.assigned.values(),
    ...Object.values(recording.results).map(({ handle }) => handle),
  ];
  for (const op of recording.ops) if (op.updates.length > 0) stack.push(...op.inputs);
  while (stack.length > 0) {
    const origin = recording.origins.get(stack.pop()!);
    if (origin?.kind !== 'op' || live.has(origin.op)) continue;
    live.add(origin.op);
    stack.push(...origin.op.inputs);
  }
  return live;
}
