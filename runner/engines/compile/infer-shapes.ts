/** Shapes of what TensorFlow's operations return, so that a step can be recorded without running it: in no time and no memory. */
import type { OpAttribute } from '../backend-binding';

export interface TracedTensor {
  readonly shape: readonly number[];
  /** TensorFlow's number of the element type. */
  readonly dtype: number;
  /** Values of a constant; shapes can depend on them. */
  readonly data?: ArrayLike<number>;
}

type Shape = readonly number[];

interface Call {
  readonly op: string;
  readonly inputs: readonly TracedTensor[];
  readonly attributes: ReadonlyMap<string, unknown>;
}

/** TensorFlow's number of the type of truth values. */
const BOOLEAN = 10;

type Rule = (call: Call) => readonly Shape[];

const first: Rule = ({ inputs }) => [inputs[0]!.shape];
const broadcast: Rule = ({ op, inputs: [a, b] }) => [broadcastShapes(op, a!.shape, b!.shape)];
/** The shape is the value of the input at a place. */
const given =
  (place: number): Rule =>
  (call) => [constant(call, place)];

const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    [
      'Abs',
      'BiasAdd',
      'Cast',
      'DivNoNan',
      'Exp',
      'IsFinite',
      'Log1p',
      'Neg',
      'Relu',
      'ReluGrad',
      'Reciprocal',
      'ReverseV2',
      'Rsqrt',
      'Sigmoid',
      'Sqrt',
    ]
      .concat(['Square', 'MaxPoolGrad'])
      .map((op) => [op, first]),
  ),
  ...Object.fromEntries(['Add', 'AddV2', 'Maximum', 'Minimum', 'Mul', 'RealDiv', 'Sub'].map((op) => [op, broadcast])),
  Conv2D: (call) => {
    const [x, filter] = call.inputs;
    const [height, width] = windows(call, x!.shape, [filter!.shape[0]!, filter!.shape[1]!]);
    return [[x!.shape[0]!, height, width, filter!.shape[3]!]];
  },
  Conv2DBackpropInput: given(0),
  Conv2DBackpropFilter: given(1),
  MaxPool: pool,
  AvgPool: pool,
  // y, mean, variance, and three that the gradient reads.
  FusedBatchNormV3: ({ inputs }) => [inputs[0]!.shape, ...Array(4).fill(inputs[1]!.shape), [0]],
  FusedBatchNormGradV3: ({ inputs }) => [inputs[0]!.shape, inputs[2]!.shape, inputs[2]!.shape, [0], [0]],
  AddN: first,
  ExtractImagePatches: (call) => {
    const [batch, , , channels] = call.inputs[0]!.shape;
    const [, rows, columns] = call.attributes.get('ksizes') as Shape;
    const [height, width] = windows(call, call.inputs[0]!.shape, [rows!, columns!]);
    return [[batch!, height, width, rows! * columns! * channels!]];
  },
  Mean: reduce,
  Sum: reduce,
  MatMul: ({ inputs: [a, b], attributes }) => [
    [a!.shape[attributes.get('transpose_a') ? 1 : 0]!, b!.shape[attributes.get('transpose_b') ? 0 : 1]!],
  ],
  BatchMatMulV2: ({ op, inputs: [a, b], attributes }) => [
    [
      ...broadcastShapes(op, a!.shape.slice(0, -2), b!.shape.slice(0, -2)),
      a!.shape.at(attributes.get('adj_x') ? -1 : -2)!,
      b!.shape.at(attributes.get('adj_y') ? -2 : -1)!,
    ],
  ],
  BroadcastTo: given(1),
  DepthToSpace: (call) => {
    const [batch, height, width, depth] = call.inputs[0]!.shape;
    const block = call.attributes.get('block_size') as number;
    return [[batch!, height! * block, width! * block, depth! / block ** 2]];
  },
  SpaceToDepth: (call) => {
    const [batch, height, width, depth] = call.inputs[0]!.shape;
    const block = call.attributes.get('block_size') as number;
    return [[batch!, height! / block, width! / block, depth! * block ** 2]];
  },
  Slice: (call) => {
    const [begin, size] = [constant(call, 1), constant(call, 2)];
    return [size.map((side, axis) => (side < 0 ? call.inputs[0]!.shape[axis]! - begin[axis]! : side))];
  },
  PadV2: padded,
  Reshape: (call) => {
    const shape = constant(call, 1);
    const known = shape.reduce((product, side) => (side < 0 ? product : product * side), 1);
    return [shape.map((side) => (side < 0 ? sizeOf(call.inputs[0]!.shape) / known : side))];
  },
  ResizeNearestNeighbor: (call) => {
    const [batch, , , channels] = call.inputs[0]!.shape;
    return [[batch!, ...constant(call, 1), channels!]];
  },
  Transpose: (call) => [constant(call, 1).map((axis) => call.inputs[0]!.shape[axis]!)],
  ConcatV2: (call) => {
    const parts = call.inputs.slice(0, -1);
    const [axis] = axesOf(parts[0]!.shape, constant(call, call.inputs.length - 1));
    const sum = parts.reduce((total, { shape }) => total + shape[axis!]!, 0);
    return [parts[0]!.shape.map((side, at) => (at === axis ? sum : side))];
  },
  SplitV: (call) => {
    const { shape } = call.inputs[0]!;
    const [axis] = axesOf(shape, constant(call, 2));
    return constant(call, 1).map((part) => shape.map((side, at) => (at === axis ? part : side)));
  },
};

/**
 * The outputs of one operation.
 * @throws Error where the operation has no rule: one goes into RULES above
 */
export function inferOutputs(
  op: string,
  attributes: readonly OpAttribute[],
  inputs: readonly TracedTensor[],
): { shape: number[]; dtype: number }[] {
  const rule = RULES[op];
  if (!rule) throw new Error(`${op} has no shape rule, so a step that uses it cannot be compiled.`);
  const call = { op, inputs, attributes: new Map(attributes.map(({ name, value }) => [name, value])) };
  if (op === 'IsFinite') return rule(call).map((shape) => ({ shape: [...shape], dtype: BOOLEAN }));
  const dtype = (call.attributes.get('DstT') ?? call.attributes.get('T') ?? inputs[0]!.dtype) as number;
  return rule(call).map((shape) => ({ shape: [...shape], dtype }));
}

function constant({ op, inputs }: Call, place: number): number[] {
  const data = inputs[place]?.data;
  if (!data) throw new Error(`Input ${place} of ${op} decides a shape and is no constant.`);
  return Array.from(data);
}

/** Places of a window of `size` rows and columns along height and width. */
function windows({ attributes }: Call, [, height, width]: Shape, size: readonly [number, number]): [number, number] {
  const strides = attributes.get('strides') as Shape;
  const explicit = (attributes.get('explicit_paddings') ?? []) as Shape;
  const along = (side: number, window: number, axis: 1 | 2): number => {
    const padding = attributes.get('padding');
    if (padding === 'SAME') return Math.ceil(side / strides[axis]!);
    const added = padding === 'EXPLICIT' ? explicit[2 * axis]! + explicit[2 * axis + 1]! : 0;
    return Math.floor((side + added - window) / strides[axis]!) + 1;
  };
  return [along(height!, size[0], 1), along(width!, size[1], 2)];
}

function pool(call: Call): Shape[] {
  const { shape } = call.inputs[0]!;
  const [, rows, columns] = call.attributes.get('ksize') as Shape;
  return [[shape[0]!, ...windows(call, shape, [rows!, columns!]), shape[3]!]];
}

function padded(call: Call): Shape[] {
  const amounts = constant(call, 1);
  return [call.inputs[0]!.shape.map((side, axis) => side + amounts[2 * axis]! + amounts[2 * axis + 1]!)];
}

function reduce(call: Call): Shape[] {
  const { shape } = call.inputs[0]!;
  const axes = axesOf(shape, constant(call, 1));
  const kept = shape.map((side, axis) => (axes.includes(axis) ? 1 : side));
  return [call.attributes.get('keep_dims') ? kept : kept.filter((_, axis) => !axes.includes(axis))];
}

function axesOf(shape: Shape, axes: readonly number[]): number[] {
  return axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
}

function broadcastShapes(op: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a.at(axis - rank) ?? 1, b.at(axis - rank) ?? 1];
    if (left !== right && left !== 1 && right !== 1) throw new Error(`${op} of [${a}] and [${b}]: they do not fit.`);
    return left === 1 ? right : left;
  });
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, side) => product * side, 1);
}
