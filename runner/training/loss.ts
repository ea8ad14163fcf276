/** The two losses, as tensors for training and as plain numbers for evaluation. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inFull, LOSSES } from '../../catalog/recipe-kinds';
import type { TrainingSettings } from '../../spec/spec';
import { IGNORED } from '../datasets/uncertain-labels';

type Loss = TrainingSettings['loss'];

/**
 * Mean binary cross-entropy on logits, or 1 - Dice of sigmoid outputs over the whole batch.
 *
 * @param ignoring targets may be IGNORED: their cross-entropy counts as 0, so that the weight of the others does not depend on the batch
 * (Irvin et al. 2019)
 */
export function lossTensor(loss: Loss, logits: Tensor, targets: Tensor, ignoring = false): Scalar {
  const how = inFull(loss, LOSSES);
  if (how.kind === 'binary-cross-entropy') return binaryCrossEntropy(logits, targets, ignoring);
  const outputs = tf.sigmoid(logits);
  const overlap = tf.sum(tf.mul(outputs, targets));
  const total = tf.add(tf.sum(outputs), tf.sum(targets));
  return tf.sub(1, tf.div(tf.add(tf.mul(2, overlap), how.smooth), tf.add(total, how.smooth)));
}

/** With the gradient written out: that of the pieces is wrong at a logit of exactly 0, where a dead ReLU puts whole regions of a mask. */
function binaryCrossEntropy(logits: Tensor, targets: Tensor, ignoring: boolean): Scalar {
  // 0 at IGNORED, which is -1; 1 at every other target.
  const counted = (values: Tensor, targets: Tensor): Tensor =>
    ignoring ? tf.mul(values, tf.sub(1, tf.relu(tf.neg(targets)))) : values;
  return tf.customGrad((...parts) => {
    const [logits, save] = parts as unknown as [Tensor, tf.GradSaveFunc];
    save([logits, targets]);
    const entropy = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
    return {
      value: tf.mean(counted(entropy, targets)),
      gradFunc: (dy: Tensor, [logits, targets]: Tensor[]) =>
        tf.mul(counted(tf.sub(tf.sigmoid(logits!), targets!), targets!), tf.div(dy, logits!.size)),
    };
  })(logits) as Scalar;
}

/** The same on numbers, accumulated in double precision. */
export function lossValue(loss: Loss, logits: Float32Array, targets: ArrayLike<number>): number {
  const how = inFull(loss, LOSSES);
  if (how.kind === 'binary-cross-entropy') {
    let sum = 0;
    for (let index = 0; index < targets.length; index++) {
      if (targets[index] === IGNORED) continue;
      const z = logits[index]!;
      sum += Math.max(z, 0) - z * targets[index]! + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum / targets.length;
  }
  let [overlap, total] = [0, 0];
  for (let index = 0; index < targets.length; index++) {
    const output = sigmoid(logits[index]!);
    overlap += output * targets[index]!;
    total += output + targets[index]!;
  }
  return 1 - (2 * overlap + how.smooth) / (total + how.smooth);
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
