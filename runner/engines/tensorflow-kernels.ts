/** The networks' operations on TensorFlow's own fused kernels and their gradients. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttribute } from './backend-binding';
import { differentiable } from './differentiable';
import type { Kernels } from './engine';
import { opAttributes } from './op-attributes';
import { tensorflowConvolution } from './tensorflow-convolution';

export function tensorflowKernels(backend: NativeBackend): Kernels {
  const { binding } = backend;
  const { type, flag, real, integers, windows, T, NHWC } = opAttributes(binding);

  const one = <R extends Tensor>(op: string, attributes: OpAttribute[], inputs: Tensor[]): R =>
    backend.executeSingleOutput(op, attributes, inputs) as R;

  const batchNormAttributes = (epsilon: number): OpAttribute[] => [
    T,
    type('U', binding.TF_FLOAT),
    real('epsilon', epsilon),
    NHWC,
    flag('is_training', true),
  ];

  const relu = differentiable(
    ([x]: [Tensor4D]) => one<Tensor4D>('Relu', [T], [x]),
    (dy, _inputs, y) => [one<Tensor4D>('ReluGrad', [T], [dy, y])],
  );

  return {
    bytes(values, shape) {
      const described = { shape: [...shape], dtype: binding.TF_UINT8 };
      return backend.createOutputTensor({
        ...described,
        id: binding.createTensor(described.shape, binding.TF_UINT8, values),
      });
    },

    bytesToFloat: (bytes) =>
      one('Cast', [type('SrcT', binding.TF_UINT8), type('DstT', binding.TF_FLOAT), flag('Truncate', false)], [bytes]),

    ...tensorflowConvolution(backend),

    batchNormTrain(x, scale, offset, epsilon) {
      let statistics: Tensor[] = [];
      const y = tf.customGrad((...parts) => {
        const [x, scale, offset, save] = parts as unknown as [Tensor4D, Tensor1D, Tensor1D, tf.GradSaveFunc];
        const none = tf.tensor1d([], 'float32');
        const attributes = [...batchNormAttributes(epsilon), real('exponential_avg_factor', 1)];
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
              .executeMultipleOutputs('FusedBatchNormGradV3', batchNormAttributes(epsilon), [dy, ...saved], 5)
              .slice(0, 3),
        };
      })(x, scale, offset) as Tensor4D;
      return { y, mean: statistics[0] as Tensor1D, unbiasedVariance: statistics[1] as Tensor1D };
    },

    // Under this name TensorFlow fuses it, and a ReLU or a sum behind it, with the convolution before it.
    addBias: (x, bias) => one('BiasAdd', [T, NHWC], [x, bias]),

    relu: (x) => relu([x]),

    maxPool(x, size, stride, padding) {
      const attributes = [T, NHWC, integers('ksize', [1, size, size, 1]), ...windows(size, stride, 0)];
      const sides: [number, number] = [padding, padding];
      const padded = padding === 0 ? x : tf.pad(x, [[0, 0], sides, sides, [0, 0]], Number.NEGATIVE_INFINITY);
      return differentiable(
        ([x]: [Tensor4D]) => one<Tensor4D>('MaxPool', attributes, [x]),
        (dy, [x], y) => [one<Tensor4D>('MaxPoolGrad', attributes, [x, y, dy])],
      )([padded]);
    },

    globalAveragePool: (x) => tf.mean(x, [1, 2]) as Tensor2D,
  };
}
