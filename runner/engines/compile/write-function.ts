/** A recorded step as nodes of a graph over resource variables. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../backend-binding';
import type { GraphWriter } from './graph-writer';
import type { RecordedOp, Recording } from './recorder';

/** How a session is asked to run a function. */
export interface CompiledFunction {
  /** Names of what it takes and gives, in the order of `feeds` and `fetches`. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly feeds: string;
  readonly fetches: string;
  /** Indices of the variables it reads or changes. */
  readonly variables: readonly number[];
}

/**
 * @param inputs tensors of the shapes and types that the function is to take
 * @param handles nodes that stand for the variables
 */
export function writeFunction(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  recording: Recording,
  graph: GraphWriter,
  handles: readonly string[],
  backend: NativeBackend,
): CompiledFunction {
  const { TF_ATTR_SHAPE, TF_FLOAT } = backend.binding;
  const float32 = graph.typeAttribute('dtype', TF_FLOAT);
  const live = liveOps(recording);
  const placeholders = new Map<string, string>();
  for (const [input, tensor] of Object.entries(inputs)) {
    const { dtype } = backend.tensorMap.get(tensor.dataId);
    const fed = graph.placeholder(`${name}/${input}`, dtype, tensor.shape);
    // TensorFlow's optimizers trust no shape of what is fed, and fuse a sum into a convolution where they know all shapes.
    const shape = { name: 'shape', type: TF_ATTR_SHAPE, value: tensor.shape };
    placeholders.set(input, graph.node('EnsureShape', [fed], [graph.typeAttribute('T', dtype), shape]));
  }
  const reads = new Map<number, string>();
  const read = (index: number): string => {
    const known = reads.get(index) ?? graph.node('ReadVariableOp', [handles[index]!], [float32]);
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
  const changed = new Set<number>(recording.assigned.keys());
  const changes: string[] = [];
  for (const op of recording.ops) {
    if (!live.has(op) || op.updates.length > 0) continue;
    names.set(op, graph.node(op.op, op.inputs.map(edge), op.attributes));
  }
  for (const op of recording.ops) {
    if (op.updates.length === 0) continue;
    const variables = op.updates.map((index) => handles[index]!);
    const after = op.updates.flatMap(afterRead);
    changes.push(graph.node(op.op, [...variables, ...op.inputs.map(edge)], op.attributes, { after }));
    for (const index of op.updates) changed.add(index);
  }
  for (const [index, handle] of recording.assigned) {
    const after = afterRead(index);
    changes.push(graph.node('AssignVariableOp', [handles[index]!, edge(handle)], [float32], { after }));
  }
  const fetches = Object.entries(recording.results).map(([output, { handle, dtype }]) => {
    const options = { name: `${name}/${output}_result`, after: changes };
    return `${graph.node('Identity', [edge(handle)], [graph.typeAttribute('T', dtype)], options)}:0`;
  });
  const feeds = Object.keys(inputs).map((input) => `${name}/${input}:0`);
  return {
    inputs: Object.keys(inputs),
    outputs: Object.keys(recording.results),
    feeds: feeds.join(','),
    fetches: fetches.join(','),
    variables: [...new Set([...reads.keys(), ...changed])],
  };
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
