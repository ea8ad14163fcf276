/** The networks' operations on TensorFlow's own fused kernels and their gradients. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttribute } from './backend-binding';
import { differentiable } from './differentiable';
import type { Kernels } from './engine';

type Shape4D = Tensor4D['shape'];

/** Where plain matrix products and sub-pixel convolution overtake oneDNN's gradients, by timing them on the networks' layers. */
const TINY_MAP = 2;
const SMALL_MAP = 8;
const MANY_CHANNELS = 256;

export function tensorflowKernels(backend: NativeBackend): Kernels {
  const { binding } = backend;
  const type = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_TYPE, value });
  const text = (name: string, value: string): OpAttribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  const real = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_FLOAT, value });
  const integer = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  const integers = (name: string, value: number[]): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  const T = type('T', binding.TF_FLOAT);
  const NHWC = text('data_format', 'NHWC');

  const one = <R extends Tensor>(op: string, attributes: OpAttribute[], inputs: Tensor[]): R =>
    backend.executeSingleOutput(op, attributes, inputs) as R;

  /** SAME equals symmetric padding at stride 1 and has the fastest kernels; at stride 2 TensorFlow's SAME pads more at the far side. */
  const paddingAttributes = (size: number, stride: number, padding: number): OpAttribute[] => {
    const same = stride === 1 && padding === (size - 1) / 2;
    const mode = padding === 0 ? 'VALID' : same ? 'SAME' : 'EXPLICIT';
    const explicit = mode === 'EXPLICIT' ? [0, 0, padding, padding, padding, padding, 0, 0] : [];
    return [
      integers('strides', [1, stride, stride, 1]),
      text('padding', mode),
      integers('explicit_paddings', explicit),
    ];
  };

  const batchNormAttributes = (epsilon: number, training: boolean): OpAttribute[] => [
    T,
    type('U', binding.TF_FLOAT),
    real('epsilon', epsilon),
    NHWC,
    flag('is_training', training),
  ];

  const relu = differentiable(
    ([x]: [Tensor4D]) => one<Tensor4D>('Relu', [T], [x]),
    (dy, _inputs, y) => [one<Tensor4D>('ReluGrad', [T], [dy, y])],
  );

  const convolutionAttributes = (size: number, stride: number, padding: number): OpAttribute[] => [
    T,
    ...paddingAttributes(size, stride, padding),
    NHWC,
    integers('dilations', [1, 1, 1, 1]),
    flag('use_cudnn_on_gpu', true),
  ];

  const matrixProduct = (a: Tensor, b: Tensor, transpose: 'a' | 'none'): Tensor =>
    one('MatMul', [T, flag('transpose_a', transpose === 'a'), flag('transpose_b', false)], [a, b]);

  /** [batch, height, width, channels] as the rows of a matrix. */
  const asRows = (x: Tensor): Tensor => tf.reshape(x, [-1, x.shape.at(-1)!]);

  /** What lies under the filter at each of its places: [batch * rows * columns, size * size * channels]. Stride 1, SAME. */
  const patches = (x: Tensor4D, size: number): Tensor => {
    const square = (name: string, side: number) => integers(name, [1, side, side, 1]);
    const attributes = [T, square('ksizes', size), square('strides', 1), square('rates', 1), text('padding', 'SAME')];
    return asRows(one('ExtractImagePatches', attributes, [x]));
  };

  /** oneDNN's filter gradient falls behind a plain matrix product for single pixels, and where maps are next to nothing. */
  const filterGradient = (x: Tensor4D, shape: Shape4D, dy: Tensor4D, stride: number, padding: number): Tensor4D => {
    const [size, , channels] = shape;
    if (size === 1 && stride === 1) return tf.reshape(matrixProduct(asRows(x), asRows(dy), 'a'), shape);
    const tiny = dy.shape[1] <= TINY_MAP && dy.shape[2] <= TINY_MAP && channels >= MANY_CHANNELS;
    if (tiny && stride === 1 && padding === (size - 1) / 2) {
      return tf.reshape(matrixProduct(patches(x, size), asRows(dy), 'a'), shape);
    }
    const attributes = convolutionAttributes(size, stride, padding);
    return one('Conv2DBackpropFilter', attributes, [x, tf.tensor1d(shape, 'int32'), dy]);
  };

  /**
   * The input gradient of a 3 x 3 convolution with stride 2 and padding 1 on a map of even sides, as a sub-pixel convolution (Shi et al.,
   * 2016): the four pixels of each 2 x 2 block depend on the same 2 x 2 neighbourhood of dy. oneDNN is slow at it on small maps of many
   * channels (60 ms for 11 at 512 channels on 2 x 2).
   */
  const subPixelInputGradient = (filter: Tensor4D, dy: Tensor4D): Tensor4D => {
    const [, , channels, outputs] = filter.shape;
    const none: [number, number] = [0, 0];
    // Along each axis, a block's (first, second) pixel meets dy's (first, next) value by rows (1, none) and (2, 0) of the filter.
    const rows = tf.tensor1d([1, 2, 3, 0], 'int32');
    const padded = tf.pad(filter, [[0, 1], [0, 1], none, none]);
    const phases = tf.gather(tf.gather(padded, rows, 0), rows, 1);
    const split = tf.reshape(phases, [2, 2, 2, 2, channels, outputs]);
    const subPixel = tf.reshape(tf.transpose(split, [0, 2, 5, 1, 3, 4]), [2, 2, outputs, 4 * channels]) as Tensor4D;
    const neighbours = tf.pad(dy, [none, [0, 1], [0, 1], none]);
    const blocks = one<Tensor4D>('Conv2D', convolutionAttributes(2, 1, 0), [neighbours, subPixel]);
    return one('DepthToSpace', [T, integer('block_size', 2), NHWC], [blocks]);
  };

  const inputGradient = (shape: Shape4D, filter: Tensor4D, dy: Tensor4D, stride: number, padding: number): Tensor4D => {
    const [, height, width] = shape;
    const [size, , , outputs] = filter.shape;
    const halved = size === 3 && stride === 2 && padding === 1 && height % 2 === 0 && width % 2 === 0;
    if (halved && height <= SMALL_MAP && width <= SMALL_MAP && outputs >= MANY_CHANNELS) {
      return subPixelInputGradient(filter, dy);
    }
    const attributes = convolutionAttributes(size, stride, padding);
    return one('Conv2DBackpropInput', attributes, [tf.tensor1d(shape, 'int32'), filter, dy]);
  };

  const convolve = (x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D =>
    differentiable(
      ([x, filter]: [Tensor4D, Tensor4D]) =>
        one<Tensor4D>('Conv2D', convolutionAttributes(filter.shape[0], stride, padding), [x, filter]),
      (dy, [x, filter]) => [
        inputGradient(x.shape, filter, dy, stride, padding),
        filterGradient(x, filter.shape, dy, stride, padding),
      ],
    )([x, filter]);

  /** Every stride-th row and column, from the first. */
  const sample = (x: Tensor4D, stride: number): Tensor4D => {
    const masks = ['ellipsis', 'new_axis', 'shrink_axis'].map((name) => integer(`${name}_mask`, 0));
    // Bits 0 to 3: all four axes from their first to their last.
    const attributes = [
      T,
      type('Index', binding.TF_INT32),
      integer('begin_mask', 15),
      integer('end_mask', 15),
      ...masks,
    ];
    const range = () =>
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [1, stride, stride, 1],
      ].map((axes) => tf.tensor1d(axes, 'int32'));
    return differentiable(
      ([x]: [Tensor4D]) => one<Tensor4D>('StridedSlice', attributes, [x, ...range()]),
      (dy, [x]) => [one<Tensor4D>('StridedSliceGrad', attributes, [tf.tensor1d(x.shape, 'int32'), ...range(), dy])],
    )([x]);
  };

  return {
    conv2d(x, filter, stride, padding) {
      // oneDNN (of TensorFlow 2.21) writes past its scratch memory in the filter gradient of a strided 1 x 1 convolution when the threads
      // do not share the batch evenly. Sampled first, the convolution has stride 1 and the same numbers.
      const pointwise = filter.shape[0] === 1 && stride > 1 && padding === 0;
      return pointwise ? convolve(sample(x, stride), filter, 1, 0) : convolve(x, filter, stride, padding);
    },

    batchNormTrain(x, scale, offset, epsilon) {
      let statistics: Tensor[] = [];
      const y = tf.customGrad((...parts) => {
        const [x, scale, offset, save] = parts as unknown as [Tensor4D, Tensor1D, Tensor1D, tf.GradSaveFunc];
        const none = tf.tensor1d([], 'float32');
        const attributes = [...batchNormAttributes(epsilon, true), real('exponential_avg_factor', 1)];
        const outputs = backend.executeMultipleOutputs(
          'FusedBatchNormV3',
          attributes,
          [x, scale, offset, none, none],
          6,
        );
        // Outputs: y, mean, unbiased variance, then three that only the gradient reads.
        statistics = [tf.keep(outputs[1]!), tf.keep(outputs[2]!)];
        save([x, scale, ...outputs.slice(3)]);
        return {
          value: outputs[0]!,
          gradFunc: (dy: Tensor, saved: Tensor[]) =>
            backend
              .executeMultipleOutputs('FusedBatchNormGradV3', batchNormAttributes(epsilon, true), [dy, ...saved], 5)
              .slice(0, 3),
        };
      })(x, scale, offset) as Tensor4D;
      return { y, mean: statistics[0] as Tensor1D, unbiasedVariance: statistics[1] as Tensor1D };
    },

    batchNormEval(x, scale, offset, mean, variance, epsilon) {
      const attributes = [...batchNormAttributes(epsilon, false), real('exponential_avg_factor', 1)];
      return backend.executeMultipleOutputs(
        'FusedBatchNormV3',
        attributes,
        [x, scale, offset, mean, variance],
        6,
      )[0] as Tensor4D;
    },

    relu: (x) => relu([x]),

    maxPool(x, size, stride, padding) {
      const attributes = [T, NHWC, integers('ksize', [1, size, size, 1]), ...paddingAttributes(size, stride, padding)];
      return differentiable(
        ([x]: [Tensor4D]) => one<Tensor4D>('MaxPool', attributes, [x]),
        (dy, [x], y) => [one<Tensor4D>('MaxPoolGrad', attributes, [x, y, dy])],
      )([x]);
    },

    globalAveragePool: (x) => tf.mean(x, [1, 2]) as Tensor2D,

    upsample2x(x) {
      const resize = [T, flag('align_corners', false), flag('half_pixel_centers', false)];
      const [, height, width] = x.shape;
      return differentiable(
        ([x]: [Tensor4D]) =>
          one<Tensor4D>('ResizeNearestNeighbor', resize, [x, tf.tensor1d([2 * height, 2 * width], 'int32')]),
        // Every input cell fed a 2 x 2 block: its gradient is the block's sum, four times the block's mean.
        (dy) => [tf.mul(4, tf.avgPool(dy, 2, 2, 'valid')) as Tensor4D],
      )([x]);
    },
  };
}
