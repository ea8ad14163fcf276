/** Convolution on TensorFlow, in the form that is fastest for its shape; which one is fixed, so that results repeat. */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttribute } from './backend-binding';
import { differentiable } from './differentiable';
import type { Kernels } from './engine';
import { opAttributes } from './op-attributes';

type Shape4D = Tensor4D['shape'];

/** Sides of a result up to which plain matrix products overtake oneDNN, by timing both on the networks' layers. */
const SMALL_MAP = 4;

/** Channels from which a map is convolved before it is upsampled, unless a batch has so few pixels that its filter takes the longer time. */
const MANY_CHANNELS = 256;
const FEW_PIXELS = 100;

/** Sides of dy, channels and filters at which other forms overtake oneDNN's filter gradient, a half to a third as fast as its other passes. */
const SINGLE_PIXEL = { below: 14, from: 56, channelsTimesFilters: 2 ** 19 };
const BY_PATCHES = { upTo: 8, channels: 512 };
const BY_PLACES = { from: 56, channels: 128, filters: 64 };

/** What the two pixels (first axis) of a pair take from two neighbours (second) by a filter's rows (third), at twice the neighbours' resolution. */
const UPSAMPLED = [
  [
    [1, 0, 0],
    [0, 1, 1],
  ],
  [
    [1, 1, 0],
    [0, 0, 1],
  ],
] as const;

export function tensorflowConvolution(backend: NativeBackend): Pick<Kernels, 'conv2d' | 'upsampledConv2d'> {
  const { binding } = backend;
  const { text, flag, integer, integers, windows, isSame, T, NHWC } = opAttributes(binding);

  const one = <R extends Tensor>(op: string, attributes: OpAttribute[], inputs: Tensor[]): R =>
    backend.executeSingleOutput(op, attributes, inputs) as R;

  const convolutionAttributes = (size: number, stride: number, padding: number): OpAttribute[] => [
    T,
    ...windows(size, stride, padding),
    NHWC,
    integers('dilations', [1, 1, 1, 1]),
    flag('use_cudnn_on_gpu', true),
  ];

  /** oneDNN has no gradients of explicit padding: what is not SAME is VALID on a map with a margin of zeros. */
  const gradientPadding = (size: number, stride: number, padding: number) => {
    const margin = isSame(size, stride, padding) ? 0 : padding;
    return { margin, attributes: convolutionAttributes(size, stride, padding - margin) };
  };

  type Transposed = 'a' | 'b' | 'none';

  const matrixProduct = (a: Tensor, b: Tensor, transpose: Transposed): Tensor =>
    one('MatMul', [T, flag('transpose_a', transpose === 'a'), flag('transpose_b', transpose === 'b')], [a, b]);

  /** Of each matrix of a batch; one alone meets all of the other batch. */
  const batchProduct = (a: Tensor, b: Tensor, transpose: Transposed): Tensor =>
    one('BatchMatMulV2', [T, flag('adj_x', transpose === 'a'), flag('adj_y', transpose === 'b')], [a, b]);

  /** [batch, height, width, channels] as the rows of a matrix. */
  const asRows = (x: Tensor): Tensor => tf.reshape(x, [-1, x.shape.at(-1)!]);

  /** Zeros before and after. */
  type Margins = [before: number, after: number];

  const zeroPadded = (x: Tensor4D, rows: Margins, columns = rows): Tensor4D =>
    [...rows, ...columns].every((margin) => margin === 0) ? x : tf.pad(x, [[0, 0], rows, columns, [0, 0]]);

  /** What lies under the filter at each of its places: [batch * rows * columns, size * size * channels]. */
  const patches = (x: Tensor4D, size: number, stride: number, padding: number): Tensor => {
    if (size === 1 && stride === 1) return asRows(x);
    const square = (name: string, side: number) => integers(name, [1, side, side, 1]);
    const sizes = [square('ksizes', size), square('strides', stride), square('rates', 1)];
    const padded = zeroPadded(x, [padding, padding]);
    return asRows(one('ExtractImagePatches', [T, ...sizes, text('padding', 'VALID')], [padded]));
  };

  /**
   * The filter gradient of a 3 x 3 convolution of stride 1 as nine matrix products. With a zero behind each row and a row of zeros behind each
   * image, what a place of the filter meets is the whole map, moved by some pixels: a part of the same memory.
   */
  const filterGradientByPlaces = (x: Tensor4D, dy: Tensor4D): Tensor4D => {
    const [channels, outputs] = [x.shape[3], dy.shape[3]];
    const [pixels, gradients] = [x, dy].map((map) => asRows(zeroPadded(map, [0, 1])));
    const [count] = pixels!.shape as [number];
    const rows = (matrix: Tensor, from: number, count: number) =>
      tf.slice(matrix, [from, 0], [count, matrix.shape[1]!]);
    const places = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => down * (x.shape[2] + 1) + right));
    const products = places.map((place) => {
      const common = count - Math.abs(place);
      const [seen, given] = [rows(pixels!, Math.max(0, place), common), rows(gradients!, Math.max(0, -place), common)];
      return matrixProduct(given, seen, 'a');
    });
    const byPlace = tf.reshape(tf.concat(products, 0), [places.length, outputs, channels]);
    return tf.reshape(tf.transpose(byPlace, [0, 2, 1]), [3, 3, channels, outputs]);
  };

  const filterGradient = (x: Tensor4D, shape: Shape4D, dy: Tensor4D, stride: number, padding: number): Tensor4D => {
    const [size, , channels, outputs] = shape;
    const [least, most] = [Math.min(dy.shape[1], dy.shape[2]), Math.max(dy.shape[1], dy.shape[2])];
    const { below, from, channelsTimesFilters } = SINGLE_PIXEL;
    const isProduct =
      size === 1
        ? stride === 1 && (most < below || least >= from || channels * outputs >= channelsTimesFilters)
        : most <= BY_PATCHES.upTo && channels >= BY_PATCHES.channels;
    if (isProduct) return tf.reshape(matrixProduct(patches(x, size, stride, padding), asRows(dy), 'a'), shape);
    const isLarge = least >= BY_PLACES.from && channels >= BY_PLACES.channels && outputs <= BY_PLACES.filters;
    if (isLarge && size === 3 && stride === 1 && padding === 1) return filterGradientByPlaces(x, dy);
    const { margin, attributes } = gradientPadding(size, stride, padding);
    const seen = zeroPadded(x, [margin, margin]);
    return one('Conv2DBackpropFilter', attributes, [seen, tf.tensor1d(shape, 'int32'), dy]);
  };

  const inputGradient = (shape: Shape4D, filter: Tensor4D, dy: Tensor4D, stride: number, padding: number): Tensor4D => {
    const [batch, height, width, channels] = shape;
    const { margin, attributes } = gradientPadding(filter.shape[0], stride, padding);
    const seen = [batch, height + 2 * margin, width + 2 * margin, channels];
    const whole = one<Tensor4D>('Conv2DBackpropInput', attributes, [tf.tensor1d(seen, 'int32'), filter, dy]);
    return margin === 0 ? whole : tf.slice(whole, [0, margin, margin, 0], shape);
  };

  /**
   * A convolution onto a small map as two matrix products: one lays what each pixel of the result sees beside it, the other is with the filter as
   * it lies in memory. oneDNN would first bring the filter, which is larger than the map, into another order.
   */
  const convolveSmall = (x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D => {
    const [batch, height, width, channels] = x.shape;
    const [size, , , outputs] = filter.shape;
    const down = sightings(height, size, stride, padding);
    const right = sightings(width, size, stride, padding);
    const shape: Shape4D = [batch, down.length, right.length, outputs];
    const pixels = down.length * right.length;
    const matrix = (filter: Tensor) => tf.reshape(filter, [size * size * channels, outputs]);
    // Rows: a pixel of the result and a place of the filter; columns: the pixels of x.
    const sights = outerProduct(down, right);
    const sees = () => tf.tensor(sights, [1, pixels * size * size, height * width]);
    const isPointwise = size === 1 && stride === 1 && padding === 0;
    const seen = (x: Tensor): Tensor => {
      if (isPointwise) return asRows(x);
      const places = batchProduct(sees(), tf.reshape(x, [batch, height * width, channels]), 'none');
      return tf.reshape(places, [batch * pixels, size * size * channels]);
    };
    /** A pixel's sum over the places that see it. */
    const collected = (places: Tensor): Tensor => {
      if (isPointwise) return places;
      return batchProduct(sees(), tf.reshape(places, [batch, pixels * size * size, channels]), 'a');
    };
    return differentiable(
      ([x, filter]: [Tensor4D, Tensor4D]) =>
        tf.reshape(matrixProduct(seen(x), matrix(filter), 'none'), shape) as Tensor4D,
      (dy, [x, filter]) => {
        const rows = asRows(dy);
        const dx = collected(matrixProduct(rows, matrix(filter), 'b'));
        return [tf.reshape(dx, x.shape), tf.reshape(matrixProduct(seen(x), rows, 'a'), filter.shape)];
      },
    )([x, filter]);
  };

  const convolveLarge = (x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D =>
    differentiable(
      ([x, filter]: [Tensor4D, Tensor4D]) =>
        one<Tensor4D>('Conv2D', convolutionAttributes(filter.shape[0], stride, padding), [x, filter]),
      (dy, [x, filter]) => [
        inputGradient(x.shape, filter, dy, stride, padding),
        filterGradient(x, filter.shape, dy, stride, padding),
      ],
    )([x, filter]);

  const convolve = (x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D => {
    const side = Math.max(x.shape[1], x.shape[2]);
    const isSmall = Math.floor((side + 2 * padding - filter.shape[0]) / stride) < SMALL_MAP;
    return (isSmall ? convolveSmall : convolveLarge)(x, filter, stride, padding);
  };

  /** Every stride-th row and column, from the first: the beginning of each block of stride x stride pixels. */
  const sample = (x: Tensor4D, stride: number): Tensor4D => {
    const [batch, height, width, channels] = x.shape;
    const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
    const whole = zeroPadded(x, [0, rows * stride - height], [0, columns * stride - width]);
    const blocks = tf.reshape(whole, [batch * rows, stride, columns, stride * channels]);
    return tf.reshape(tf.slice(blocks, [0, 0, 0, 0], [-1, 1, -1, channels]), [batch, rows, columns, channels]);
  };

  const conv2d: Kernels['conv2d'] = (x, filter, stride, padding) => {
    // oneDNN (of TensorFlow 2.21) writes past its scratch memory in the filter gradient of a strided 1 x 1 convolution when the threads
    // do not share the batch evenly. Sampled first, the convolution has stride 1 and the same numbers.
    const pointwise = filter.shape[0] === 1 && stride > 1 && padding === 0;
    return pointwise ? convolve(sample(x, stride), filter, 1, 0) : convolve(x, filter, stride, padding);
  };

  const depthToSpace = differentiable(
    ([x]: [Tensor4D]) => one<Tensor4D>('DepthToSpace', [T, integer('block_size', 2), NHWC], [x]),
    (dy) => [one('SpaceToDepth', [T, integer('block_size', 2), NHWC], [dy])],
  );

  const upsample = differentiable(
    ([x]: [Tensor4D]) => {
      const size = tf.tensor1d([2 * x.shape[1], 2 * x.shape[2]], 'int32');
      return one<Tensor4D>(
        'ResizeNearestNeighbor',
        [T, flag('align_corners', false), flag('half_pixel_centers', false)],
        [x, size],
      );
    },
    // Every input cell fed a 2 x 2 block: its gradient is the block's sum, four times the block's mean.
    (dy) => [tf.mul(4, tf.avgPool(dy, 2, 2, 'valid')) as Tensor4D],
  );

  /**
   * A 3 x 3 convolution of x at twice its size, computed at x's own: each of a block's four pixels sees 2 x 2 neighbours of x, so that four
   * products do the work of nine.
   */
  const subPixelConvolve = (x: Tensor4D, filter: Tensor4D): Tensor4D => {
    const [batch, height, width, channels] = x.shape;
    const outputs = filter.shape[3];
    const both = [0, 1] as const;
    // Rows: neighbour (row, column), then pixel (row, column); columns: the filter's nine places.
    const places = both.flatMap((row) =>
      both.flatMap((column) =>
        both.flatMap((down) =>
          both.map((right) => UPSAMPLED[down][row].flatMap((a) => UPSAMPLED[right][column].map((b) => a * b))),
        ),
      ),
    );
    const sums = tf.matMul(tf.tensor2d(places), tf.reshape(filter, [9, channels * outputs]));
    const ordered = tf.transpose(tf.reshape(sums, [2, 2, 4, channels, outputs]), [0, 1, 3, 2, 4]);
    const seen = convolve(x, tf.reshape(ordered, [2, 2, channels, 4 * outputs]), 1, 1);
    // A block's first pixel sees the neighbour before it and itself, the second itself and the one after.
    const pixels = both.flatMap((down) =>
      both.map((right) =>
        tf.slice(seen, [0, down, right, (2 * down + right) * outputs], [batch, height, width, outputs]),
      ),
    );
    return depthToSpace([tf.concat(pixels, 3)]);
  };

  const upsampledConv2d: Kernels['upsampledConv2d'] = (x, skip, filter) => {
    const [batch, height, width, channels] = x.shape;
    const outputs = filter.shape[3];
    if (channels < MANY_CHANNELS || batch * height * width < FEW_PIXELS) {
      const whole = upsample([x]);
      return convolve(skip ? tf.concat([whole, skip], 3) : whole, filter, 1, 1);
    }
    const part = (from: number, count: number) => tf.slice(filter, [0, 0, from, 0], [3, 3, count, outputs]);
    const below = subPixelConvolve(x, part(0, channels));
    return skip ? tf.add(below, convolve(skip, part(channels, skip.shape[3]), 1, 1)) : below;
  };

  return { conv2d, upsampledConv2d };
}

/** For each place of a result along one axis, and each of the filter's there, which of the input's `count` pixels it sees. */
function sightings(count: number, size: number, stride: number, padding: number): number[][][] {
  const results = Math.floor((count + 2 * padding - size) / stride) + 1;
  const range = (length: number) => Array.from({ length }, (_, index) => index);
  return range(results).map((result) =>
    range(size).map((place) => range(count).map((pixel) => Number(pixel === result * stride + place - padding))),
  );
}

/** [rows, columns, places down, places right, height, width], flat. */
function outerProduct(down: number[][][], right: number[][][]): Float32Array {
  const values = down.flatMap((row) =>
    right.flatMap((column) => row.flatMap((ys) => column.flatMap((xs) => ys.flatMap((y) => xs.map((x) => y * x))))),
  );
  return Float32Array.from(values);
}
