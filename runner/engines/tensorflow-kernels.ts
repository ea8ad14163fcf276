/** The networks' operations on TensorFlow's own fused kernels and their gradients. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttribute } from './backend-binding';
import { differentiable } from './differentiable';
import type { Kernels } from './engine';

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

  const convolve = (x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D => {
    const attributes = [
      T,
      ...paddingAttributes(filter.shape[0], stride, padding),
      NHWC,
      integers('dilations', [1, 1, 1, 1]),
      flag('use_cudnn_on_gpu', true),
    ];
    return differentiable(
      ([x, filter]: [Tensor4D, Tensor4D]) => one<Tensor4D>('Conv2D', attributes, [x, filter]),
      (dy, [x, filter]) => [
        one<Tensor4D>('Conv2DBackpropInput', attributes, [tf.tensor1d(x.shape, 'int32'), filter, dy]),
        one<Tensor4D>('Conv2DBackpropFilter', attributes, [x, tf.tensor1d(filter.shape, 'int32'), dy]),
      ],
    )([x, filter]);
  };

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
