/**
 * Mixed precision (Micikevicius et al., 2018) as a change to a recorded step: convolutions and matrix products take and give 16 bits, what
 * lies between them follows, and all else, weights, statistics, losses and optimizers among it, stays in float32.
 */
import type { Binding, OpAttribute } from '../backend-binding';
import type { Origin, RecordedOp, Recording } from './recorder';

export type HalfType = 'float16' | 'bfloat16';

/** TensorFlow's numbers of the element types. */
const NUMBERS: Readonly<Record<HalfType, number>> = { float16: 19, bfloat16: 14 };

interface Rule {
  /** Inputs that are data, which are cast; other inputs are shapes, axes and statistics. */
  readonly data: (inputs: number) => readonly number[];
  /** Which of its data must have 16 bits for it to compute in 16. */
  readonly follows: 'none' | 'first' | 'all';
}

const rule = (follows: Rule['follows'], ...places: number[]): Rule => ({ follows, data: () => places });

/** What is not listed computes in float32. */
const RULES: Readonly<Record<string, Rule>> = {
  Conv2D: rule('none', 0, 1),
  Conv2DBackpropInput: rule('none', 1, 2),
  Conv2DBackpropFilter: rule('none', 0, 2),
  MatMul: rule('none', 0, 1),
  BatchMatMulV2: rule('none', 0, 1),
  BiasAdd: rule('first', 0, 1),
  Add: rule('all', 0, 1),
  AddV2: rule('all', 0, 1),
  ReluGrad: rule('all', 0, 1),
  FusedBatchNormGradV3: rule('all', 0, 1),
  MaxPoolGrad: rule('all', 0, 1, 2),
  PadV2: rule('first', 0, 2),
  ConcatV2: { follows: 'all', data: (inputs) => Array.from({ length: inputs - 1 }, (_, place) => place) },
  ...Object.fromEntries(
    ['AvgPool', 'DepthToSpace', 'ExtractImagePatches', 'FusedBatchNormV3', 'MaxPool', 'Relu', 'Reshape']
      .concat(['ResizeNearestNeighbor', 'Slice', 'SpaceToDepth', 'Transpose'])
      .map((op) => [op, rule('all', 0)]),
  ),
};

/** Batch norm returns statistics in float32 behind its first output. */
const FIRST_OUTPUT_ALONE = new Set(['FusedBatchNormV3', 'FusedBatchNormGradV3']);

/** The recording with 16-bit elements where they do no harm, and casts between. */
export function inHalfPrecision(recording: Recording, half: HalfType, binding: Binding): Recording {
  const type = NUMBERS[half];
  const ops: RecordedOp[] = [];
  const origins = new Map<number, Origin>(recording.origins);
  const halves = new Set<number>();
  const casts = new Map<number, number>();
  // Recorded handles are negative and count down.
  let lastHandle = Math.min(0, ...recording.constants.keys(), ...recording.ops.flatMap(({ outputs }) => outputs));

  const add = (op: RecordedOp): void => {
    ops.push(op);
    for (const [output, handle] of op.outputs.entries()) origins.set(handle, { kind: 'op', op, output });
  };

  /** The same tensor in the other type, cast once. */
  const castOf = (handle: number): number => {
    const known = casts.get(handle);
    if (known !== undefined) return known;
    const [from, to] = halves.has(handle) ? [type, binding.TF_FLOAT] : [binding.TF_FLOAT, type];
    const attributes = [
      { name: 'SrcT', type: binding.TF_ATTR_TYPE, value: from },
      { name: 'DstT', type: binding.TF_ATTR_TYPE, value: to },
      { name: 'Truncate', type: binding.TF_ATTR_BOOL, value: false },
    ];
    const result = --lastHandle;
    add({ op: 'Cast', attributes, inputs: [handle], outputs: [result], updates: [] });
    casts.set(handle, result);
    if (to === type) halves.add(result);
    return result;
  };
  const full = (handle: number): number => (halves.has(handle) ? castOf(handle) : handle);

  for (const recorded of recording.ops) {
    const { op, inputs, outputs } = recorded;
    const known = RULES[op];
    const data = known?.data(inputs.length) ?? [];
    const deciding = known?.follows === 'first' ? data.slice(0, 1) : data;
    const isHalf =
      known !== undefined && (known.follows === 'none' || deciding.every((place) => halves.has(inputs[place]!)));
    if (!isHalf) {
      add({ ...recorded, inputs: inputs.map(full) });
      continue;
    }
    const cast = inputs.map((handle, place) => (data.includes(place) && !halves.has(handle) ? castOf(handle) : handle));
    add({ ...recorded, attributes: recorded.attributes.map((each) => retyped(each, type)), inputs: cast });
    for (const handle of FIRST_OUTPUT_ALONE.has(op) ? outputs.slice(0, 1) : outputs) halves.add(handle);
  }
  const results = Object.entries(recording.results).map(
    ([name, result]) => [name, { ...result, handle: full(result.handle) }] as const,
  );
  return {
    assigned: new Map([...recording.assigned].map(([index, handle]) => [index, full(handle)])),
    results: Object.fromEntries(results),
    constants: recording.constants,
    ops,
    origins,
  };
}

function retyped(attribute: OpAttribute, type: number): OpAttribute {
  return attribute.name === 'T' ? { ...attribute, value: type } : attribute;
}
