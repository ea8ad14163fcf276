import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingSettings } from '../../spec/spec';

/** ImageNet's mean and standard deviation of red, green and blue in [0, 1], as torchvision gives them. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/** Pixels of 0 to 255 as torchvision's ToTensor and Normalize leave them, in the same steps. @param pixels [batch, height, width, 3] */
export function normalise(pixels: Tensor4D, kind: TrainingSettings['normalisation']): Tensor4D {
  const units = tf.div<Tensor4D>(pixels, 255);
  return kind === 'none' ? units : tf.div(tf.sub(units, MEAN), DEVIATION);
}
