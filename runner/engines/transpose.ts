import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from './backend-binding';

/** Until it was asked for in vain. */
let hasOneDnn = true;

/**
 * `tf.transpose` in half of the time. TensorFlow has oneDNN's transposition under a name that its own rewriting of graphs uses
 * (core/kernels/mkl/mkl_transpose_op.cc); builds without oneDNN have the other alone.
 */
export function transpose(backend: NativeBackend, tensor: Tensor, axes: readonly number[]): Tensor {
  if (!hasOneDnn) return tf.transpose(tensor, [...axes]);
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT, TF_INT32 } = backend.binding;
  const order = tf.tensor1d([...axes], 'int32');
  try {
    const attributes = [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'Tperm', type: TF_ATTR_TYPE, value: TF_INT32 },
      { name: '_kernel', type: TF_ATTR_STRING, value: 'MklNameChangeOp' },
    ];
    return backend.executeSingleOutput('_MklTranspose', attributes, [tensor, order]);
  } catch {
    hasOneDnn = false;
    return tf.transpose(tensor, [...axes]);
  } finally {
    order.dispose();
  }
}
