/** Attributes of TensorFlow's operations, by kind, as the binding takes them. */
import type { Binding, OpAttribute } from './backend-binding';

export function opAttributes(binding: Binding) {
  const real = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_FLOAT, value });
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  const text = (name: string, value: string): OpAttribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const type = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_TYPE, value });
  const integer = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  const integers = (name: string, value: number[]): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  /** SAME equals symmetric padding at stride 1 and has the fastest kernels; at stride 2 it pads more at the far side. */
  const isSame = (size: number, stride: number, padding: number): boolean => stride === 1 && padding === (size - 1) / 2;
  /** Windows over images [batch, height, width, channels]: their strides and `padding` zeros on every side. */
  const windows = (size: number, stride: number, padding: number): OpAttribute[] => {
    const mode = padding === 0 ? 'VALID' : isSame(size, stride, padding) ? 'SAME' : 'EXPLICIT';
    const explicit = mode === 'EXPLICIT' ? [0, 0, padding, padding, padding, padding, 0, 0] : [];
    return [
      integers('strides', [1, stride, stride, 1]),
      text('padding', mode),
      integers('explicit_paddings', explicit),
    ];
  };
  return {
    real,
    flag,
    text,
    type,
    integer,
    integers,
    windows,
    isSame,
    /** Elements are float32. */
    T: type('T', binding.TF_FLOAT),
    NHWC: text('data_format', 'NHWC'),
  };
}
