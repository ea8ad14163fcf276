import { DECODERS, ELEMENT_KINDS, type ElementKind } from '../element-kinds';
import { contiguousStrides, faultOf, MAXIMUM_DIMENSIONS, type Strided } from '../strided';
import { byteLengthOf } from '../tensor-entry';
import { PickleBytes, PickleGlobal, PickleText, PickleThing, PickleTuple, type PickleValue } from './pickle-value';
import { PickledTensor, type StorageReference, type TensorValues } from './pickled-tensor';
import { box } from './python-names';
import { type Constructor, Refusal } from './vocabulary';

/** NumPy's dtypes by their letter and size. */
const KINDS: Readonly<Record<string, ElementKind>> = {
  b1: 'BOOL',
  u1: 'U8',
  u2: 'U16',
  u4: 'U32',
  u8: 'U64',
  i1: 'I8',
  i2: 'I16',
  i4: 'I32',
  i8: 'I64',
  f2: 'F16',
  f4: 'F32',
  f8: 'F64',
  c8: 'C64',
  c16: 'C128',
  bfloat16: 'BF16',
};

export interface NumpyType {
  readonly kind: ElementKind;
  readonly bigEndian: boolean;
}

/** `<f4`, `|b1`, `>i8`, `f4`; null for texts, records and objects. */
export function numpyType(description: string): NumpyType | null {
  const found = /^([<>|=]?)(\w+)$/.exec(description);
  const kind = found && Object.hasOwn(KINDS, found[2]!) ? KINDS[found[2]!] : undefined;
  return kind === undefined ? null : { kind, bigEndian: found![1] === '>' };
}

/** numpy.dtype, whose byte order comes after it. */
class Dtype extends PickleThing {
  #bigEndian = false;

  constructor(readonly description: string) {
    super();
  }

  override build(state: PickleValue): boolean {
    if (!(state instanceof PickleTuple)) return false;
    this.#bigEndian = state.items[1] === '>';
    return true;
  }

  get type(): NumpyType | null {
    const plain = numpyType(this.description);
    return plain && { ...plain, bigEndian: plain.bigEndian || this.#bigEndian };
  }
}

/** An array, empty until its state has come; stays empty where its elements are no numbers. */
export class NumpyArray extends PickleThing {
  tensor: PickledTensor | null = null;

  override build(state: PickleValue): boolean {
    if (!(state instanceof PickleTuple) || state.items.length !== 5) return false;
    const [, shape, dtype, fortran, values] = state.items;
    if (!(dtype instanceof Dtype) || typeof fortran !== 'boolean') return false;
    if (dtype.type === null) return true;
    this.tensor = arrayOf(dtype.type, shape!, fortran, values!);
    return this.tensor !== null;
  }
}

function arrayOf(type: NumpyType, shape: PickleValue, fortran: boolean, values: PickleValue): PickledTensor | null {
  const sizes = sizesOf(shape);
  const bytes = bytesOf(values);
  if (sizes === null || bytes === null) return null;
  const strided = { ...type, shape: sizes, strides: contiguousStrides(sizes, fortran), offset: 0 };
  return faultOf(strided, lengthOf(bytes, strided)) === null ? new PickledTensor(strided, bytes) : null;
}

/** A tuple of whole numbers. */
export function sizesOf(value: PickleValue | undefined): number[] | null {
  if (!(value instanceof PickleTuple)) return null;
  const { items } = value;
  return items.length <= MAXIMUM_DIMENSIONS && items.every((item) => typeof item === 'number')
    ? (items as number[])
    : null;
}

type ArrayBytes = Exclude<TensorValues, StorageReference>;

/** Python 2 wrote bytes as text; arrays may share one, which stays text until it is read. */
function bytesOf(value: PickleValue): ArrayBytes | null {
  const inside = value instanceof Uint8Array || value instanceof PickleBytes || value instanceof PickleText;
  return inside || typeof value === 'string' ? value : null;
}

/** A letter of Latin-1 is one byte or two: how many bytes a text in the file makes, is seen when it is read. */
function lengthOf(bytes: ArrayBytes, { kind, shape }: Strided): number {
  if (!(bytes instanceof PickleText)) return bytes.length;
  const size = byteLengthOf(kind, shape);
  return size >= bytes.length / 2 && size <= bytes.length ? size : 0;
}

/** A number of numpy's, such as the best accuracy of a run; null for what is no real number. */
const scalar: Constructor = ([dtype, values]) => {
  if (!(dtype instanceof Dtype)) return undefined;
  const bytes = typeof values === 'string' ? Buffer.from(values, 'latin1') : values;
  const { type } = dtype;
  const decode = type && DECODERS[type.kind];
  if (!type || !decode || !(bytes instanceof Uint8Array) || bytes.length !== ELEMENT_KINDS[type.kind].bytes)
    return null;
  const own = Uint8Array.from(bytes);
  return decode(type.bigEndian ? own.reverse() : own)[0]!;
};

const fromBuffer: Constructor = ([values, dtype, shape, order]) => {
  if (!(dtype instanceof Dtype) || values === undefined || shape === undefined) return undefined;
  const array = new NumpyArray();
  if (dtype.type !== null) array.tensor = arrayOf(dtype.type, shape, order === 'F', values);
  return dtype.type !== null && array.tensor === null ? undefined : array;
};

const dtype: Constructor = ([description]) => {
  if (description instanceof PickleGlobal) return new Dtype(description.name);
  return typeof description === 'string' ? new Dtype(description) : undefined;
};

const RECONSTRUCT = /^numpy\._?core\.multiarray\._reconstruct$/;

/** jax and dill write NumPy's arrays so: the function that makes one, its arguments, its state. */
export const madeArray: Constructor = ([maker, , state]) => {
  if (!(maker instanceof PickleGlobal) || state === undefined) return undefined;
  if (!RECONSTRUCT.test(maker.path)) return new Refusal(maker);
  const array = new NumpyArray();
  return array.build(state) ? array : undefined;
};

export const NUMPY_NAMES: Readonly<Record<string, Constructor>> = {
  'numpy.dtype': dtype,
  'numpy.core.multiarray._reconstruct': () => new NumpyArray(),
  'numpy._core.multiarray._reconstruct': () => new NumpyArray(),
  'numpy.core.multiarray.scalar': scalar,
  'numpy._core.multiarray.scalar': scalar,
  'numpy.core.numeric._frombuffer': fromBuffer,
  'numpy._core.numeric._frombuffer': fromBuffer,
  'jax._src.array._reconstruct_array': madeArray,
  'jax._src.device_array.reconstruct_device_array': madeArray,
  'jax.interpreters.xla.reconstruct_device_array': madeArray,
  // States of random numbers, from which a training goes on.
  ...Object.fromEntries(
    [
      'numpy.random.__RandomState_ctor',
      'numpy.random._pickle.__randomstate_ctor',
      'numpy.random._pickle.__generator_ctor',
      'numpy.random._pickle.__bit_generator_ctor',
      'numpy.random.bit_generator.__pyx_unpickle_SeedSequence',
      'numpy.random._bit_generator.__pyx_unpickle_SeedSequence',
    ].map(box),
  ),
};
