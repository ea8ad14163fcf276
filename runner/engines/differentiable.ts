import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * An operation with a gradient of its own (tf.customGrad with types).
 * @param forward the value for the inputs
 * @param backward gradients of each input, given the gradient of the value, the inputs and the value
 */
export function differentiable<I extends Tensor4D[]>(
  forward: (inputs: I) => Tensor4D,
  backward: (dy: Tensor4D, inputs: I, y: Tensor4D) => Tensor[],
): (inputs: I) => Tensor4D {
  return (inputs) =>
    tf.customGrad((...parts) => {
      const save = parts.pop() as unknown as tf.GradSaveFunc;
      const y = forward(parts as unknown as I);
      save([...(parts as Tensor[]), y]);
      return {
        value: y,
        gradFunc: (dy: Tensor, saved: Tensor[]) =>
          backward(dy as Tensor4D, saved.slice(0, -1) as I, saved.at(-1) as Tensor4D),
      };
    })(...inputs) as Tensor4D;
}
