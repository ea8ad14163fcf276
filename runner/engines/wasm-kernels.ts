/** The same operations from what the wasm backend has: it lacks the filter gradient of convolution and a fused batch norm. */
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';
import type { Kernels } from './engine';

export function wasmKernels(): Kernels {
  return {
    // The backend has no bytes.
    bytes: (values, shape) => tf.tensor(Int32Array.from(values), [...shape], 'int32'),

    bytesToFloat: (bytes) => tf.cast(bytes, 'float32'),

    conv2d,

    batchNormTrain(x, scale, offset, epsilon) {
      const [batch, height, width, channels] = x.shape;
      const count = batch * height * width;
      const rows = (t: Tensor4D): Tensor2D => tf.reshape(t, [count, channels]);
      const { mean, variance } = tf.tidy(() => {
        const mean = channelMean(rows(x));
        return { mean, variance: channelMean(tf.square(tf.sub(rows(x), mean))) };
      });
      const y = tf.customGrad((...parts) => {
        const [x, scale, offset, save] = parts as unknown as [Tensor4D, Tensor1D, Tensor1D, tf.GradSaveFunc];
        const inverse = tf.rsqrt(tf.add(variance, epsilon));
        const normalised = tf.mul(tf.sub(x, mean), inverse);
        save([normalised, scale, inverse]);
        return {
          value: tf.add(tf.mul(normalised, scale), offset),
          gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
            const [normalised, scale, inverse] = saved as [Tensor4D, Tensor1D, Tensor1D];
            const meanDy = channelMean(rows(dy as Tensor4D));
            const meanDyX = channelMean(rows(tf.mul(dy, normalised) as Tensor4D));
            const centred = tf.sub(tf.sub(dy, meanDy), tf.mul(normalised, meanDyX));
            return [tf.mul(centred, tf.mul(scale, inverse)), tf.mul(meanDyX, count), tf.mul(meanDy, count)];
          },
        };
      })(x, scale, offset) as Tensor4D;
      const unbiasedVariance = tf.mul(variance, count / Math.max(count - 1, 1)) as Tensor1D;
      return { y, mean: tf.keep(mean), unbiasedVariance: tf.keep(unbiasedVariance) };
    },

    addBias: (x, bias) => tf.add(x, bias) as Tensor4D,

    relu: (x) => tf.relu(x),

    maxPool(x, size, stride, padding) {
      return strideWindows(pad(x, padding, Number.NEGATIVE_INFINITY), size, stride).reduce((a, b) => tf.maximum(a, b));
    },

    globalAveragePool: (x) => tf.mean(x, [1, 2]) as Tensor2D,

    upsampledConv2d(x, skip, filter) {
      const whole = upsample(x);
      return conv2d(skip ? tf.concat([whole, skip], 3) : whole, filter, 1, 1);
    },
  };
}

function conv2d(x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D {
  return differentiable(
    ([x, filter]: [Tensor4D, Tensor4D]) => tf.conv2d(pad(x, padding), filter, stride, 'valid'),
    (dy, [x, filter]) => [
      inputGradient(dy, x, filter, stride, padding),
      filterGradient(dy, x, filter, stride, padding),
    ],
  )([x, filter]);
}

/** Nearest neighbour, twice the height and width. */
function upsample(x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  return differentiable(
    ([x]: [Tensor4D]) => {
      const spread = tf.tile(tf.reshape(x, [batch, height, 1, width, channels]), [1, 1, 2, 1, 2]);
      return tf.reshape(spread, [batch, 2 * height, 2 * width, channels]) as Tensor4D;
    },
    (dy) => [tf.addN(strideWindows(dy, 2, 2))],
  )([x]);
}

/** `padding` cells of a value on every side of height and width. */
function pad(x: Tensor4D, padding: number, value = 0): Tensor4D {
  const sides: [number, number] = [padding, padding];
  return padding === 0 ? x : tf.pad(x, [[0, 0], sides, sides, [0, 0]], value);
}

/** Column means of [rows, channels]; a product with ones is ten times faster here than a sum over an axis. */
function channelMean(rows: Tensor2D): Tensor1D {
  const [count] = rows.shape;
  return tf.reshape(tf.matMul(tf.fill([1, count], 1 / count), rows), [-1]);
}

/** For each cell of a size x size window, the map of what it sees at every position: size * size maps [batch, out, out, channels]. */
function strideWindows(x: Tensor4D, size: number, stride: number): Tensor4D[] {
  const [, height, width] = x.shape;
  const out = [outputSize(height, size, stride), outputSize(width, size, stride)] as const;
  const windows: Tensor4D[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) windows.push(everyNth(x, row, column, stride, out));
  }
  return windows;
}

function outputSize(size: number, window: number, stride: number): number {
  return Math.floor((size - window) / stride) + 1;
}

/** Rows row, row + stride, ... and columns likewise, `out` of each. By slices and reshapes, which have gradients. */
function everyNth(x: Tensor4D, row: number, column: number, stride: number, out: readonly [number, number]): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (stride === 1) return tf.slice(x, [0, row, column, 0], [batch, out[0], out[1], channels]);
  const missing = [Math.max(0, row + stride * out[0] - height), Math.max(0, column + stride * out[1] - width)] as const;
  const padded = tf.pad(x, [
    [0, 0],
    [0, missing[0]],
    [0, missing[1]],
    [0, 0],
  ]);
  const region = tf.slice(padded, [0, row, column, 0], [batch, stride * out[0], stride * out[1], channels]);
  const split = tf.reshape(region, [batch * out[0], stride, out[1], stride * channels]);
  return tf.reshape(tf.slice(split, [0, 0, 0, 0], [batch * out[0], 1, out[1], channels]), [
    batch,
    out[0],
    out[1],
    channels,
  ]);
}

/** Sum over positions of what each filter tap saw times the gradient there. */
function filterGradient(dy: Tensor4D, x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D {
  const [size, , inputs, outputs] = filter.shape;
  const gradient = tf.reshape(dy, [-1, outputs]);
  const taps = strideWindows(pad(x, padding), size, stride).map((seen) =>
    tf.matMul(tf.transpose(tf.reshape(seen, [-1, inputs])), gradient),
  );
  return tf.reshape(tf.stack(taps), filter.shape);
}

/** The gradient spread over the input's grid, convolved with the filter turned by 180 degrees and its channels swapped. */
function inputGradient(dy: Tensor4D, x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D {
  const [size] = filter.shape;
  const [batch, height, width] = x.shape;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  const spread = dilate(dy, stride);
  // Full correlation with the padded input, cropped to the input itself.
  const far = [height + size - 1 - spread.shape[1], width + size - 1 - spread.shape[2]] as const;
  const full = tf.pad(spread, [
    [0, 0],
    [size - 1, Math.max(0, far[0])],
    [size - 1, Math.max(0, far[1])],
    [0, 0],
  ]);
  const needed: Tensor4D = tf.slice(
    full,
    [0, padding, padding, 0],
    [batch, height + size - 1, width + size - 1, full.shape[3]],
  );
  return tf.conv2d(needed, turned, 1, 'valid');
}

/** Puts stride - 1 zeros between neighbours: side n becomes stride * (n - 1) + 1. */
function dilate(x: Tensor4D, stride: number): Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = tf.pad(tf.reshape(x, [batch * height, 1, width, channels]), [
    [0, 0],
    [0, stride - 1],
    [0, 0],
    [0, 0],
  ]);
  const columns: tf.Tensor3D = tf.reshape(rows, [batch * height * stride * width, 1, channels]);
  const spread: Tensor4D = tf.reshape(
    tf.pad(columns, [
      [0, 0],
      [0, stride - 1],
      [0, 0],
    ]),
    [batch, height * stride, width * stride, channels],
  );
  return tf.slice(spread, [0, 0, 0, 0], [batch, stride * (height - 1) + 1, stride * (width - 1) + 1, channels]);
}
