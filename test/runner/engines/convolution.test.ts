/** Convolution and its gradients in every form that shapes can choose, against TensorFlow.js's own rules (which wasm has not). */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '../../../runner/engines/engine';
import { openEngine } from '../../../runner/engines/open-engine';
import { requireEngine } from '../engines';

/** Batch, height, width, input channels, output channels, filter size, stride, padding. */
const CASES: readonly [number, number, number, number, number, number, number, number][] = [
  [2, 6, 5, 7, 4, 3, 1, 1],
  [2, 7, 6, 3, 5, 7, 2, 3],
  [2, 6, 5, 7, 3, 1, 1, 0],
  [2, 6, 5, 7, 3, 1, 2, 0],
  // Small maps take another way to the same numbers, and so do filter gradients of many channels.
  [2, 4, 3, 512, 8, 3, 1, 1],
  [2, 5, 6, 512, 8, 3, 2, 1],
  [2, 8, 4, 5, 256, 3, 2, 1],
  [1, 2, 2, 5, 256, 3, 2, 1],
  [1, 7, 8, 5, 256, 3, 2, 1],
  [2, 3, 4, 5, 6, 2, 2, 0],
  [2, 3, 4, 5, 6, 1, 1, 0],
  [3, 1, 2, 4, 5, 3, 1, 1],
  // So it does on large ones of few filters, and for single pixels.
  [2, 57, 56, 128, 16, 3, 1, 1],
  [1, 15, 14, 7, 3, 1, 1, 0],
];

/** The array may be too large for the arguments of a call. */
function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

describe('convolution on tensorflow', () => {
  let engine: Engine;
  before(async function () {
    requireEngine(this as unknown as Mocha.Context, 'tensorflow');
    engine = await openEngine('tensorflow');
  });

  for (const [batch, height, width, inputs, outputs, size, stride, padding] of CASES) {
    it(`of ${batch} x ${height} x ${width} x ${inputs} with ${outputs} filters of ${size}, stride ${stride}, is right, and so are its gradients`, () => {
      const values = tf.tidy(() => {
        const x = tf.randomNormal([batch, height, width, inputs], 0, 1, 'float32', 1) as tf.Tensor4D;
        const filter = tf.randomNormal([size, size, inputs, outputs], 0, 1, 'float32', 2) as tf.Tensor4D;
        const ours = (x: tf.Tensor4D, filter: tf.Tensor4D) => engine.kernels.conv2d(x, filter, stride, padding);
        const weight = tf.randomNormal(ours(x, filter).shape, 0, 1, 'float32', 3);
        const theirs = (x: tf.Tensor4D, filter: tf.Tensor4D) => {
          const sides: [number, number] = [padding, padding];
          return tf.conv2d(tf.pad(x, [[0, 0], sides, sides, [0, 0]]), filter, stride, 'valid');
        };
        return [ours, theirs].map((convolve) => {
          const weighted = (x: tf.Tensor, filter: tf.Tensor) =>
            tf.sum(tf.mul(convolve(x as tf.Tensor4D, filter as tf.Tensor4D), weight));
          const gradients = tf.grads(weighted)([x, filter]);
          return [convolve(x, filter), ...gradients].map((tensor) => tensor.dataSync());
        });
      });
      for (const which of [0, 1, 2] as const) {
        const [actual, expected] = [values[0]![which]!, values[1]![which]!];
        const scale = largest(expected);
        expected.forEach((value, index) => {
          assert.ok(
            Math.abs(actual[index]! - value) < 1e-5 * scale,
            `${['map', 'input gradient', 'filter gradient'][which]}, ${index}: ${actual[index]} for ${value}`,
          );
        });
      }
    });
  }

  // Few pixels are computed at twice the map's size, many at its own.
  for (const side of [3, 8])
    it(`of ${side} x ${side} pixels, upsampled, is the same in either form`, () => {
      const [batch, channels, beside, outputs] = [2, 256, 5, 4];
      const [ours, theirs] = tf.tidy(() => {
        const x = tf.randomNormal([batch, side, side, channels], 0, 1, 'float32', 1);
        const skip = tf.randomNormal([batch, 2 * side, 2 * side, beside], 0, 1, 'float32', 2);
        const filter = tf.randomNormal([3, 3, channels + beside, outputs], 0, 1, 'float32', 3);
        const weight = tf.randomNormal([batch, 2 * side, 2 * side, outputs], 0, 1, 'float32', 4);
        type Images = tf.Tensor4D;
        const forms = [
          (x: Images, skip: Images, filter: Images) => engine.kernels.upsampledConv2d(x, skip, filter),
          (x: Images, skip: Images, filter: Images) =>
            tf.conv2d(tf.concat([tf.image.resizeNearestNeighbor(x, [2 * side, 2 * side]), skip], 3), filter, 1, 'same'),
        ];
        return forms.map((form) => {
          const { value, grads } = tf.valueAndGrads((...inputs) =>
            tf.sum(tf.mul(form(...(inputs as [Images, Images, Images])), weight)),
          )([x, skip, filter]);
          return [value, ...grads].map((tensor) => tensor.dataSync());
        });
      });
      for (const [index, expected] of theirs!.entries()) {
        const scale = largest(expected);
        expected.forEach((value, at) => {
          assert.ok(
            Math.abs(ours![index]![at]! - value) < 1e-5 * scale,
            `${index}, ${at}: ${ours![index]![at]} for ${value}`,
          );
        });
      }
    });
});
