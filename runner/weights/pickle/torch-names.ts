import { ELEMENT_KINDS, type ElementKind, kindOfDtype } from '../element-kinds';
import { sizesOf } from './numpy-names';
import { PickleGlobal, PickleObject, PickleThing, PickleTuple, type PickleValue } from './pickle-value';
import { PickledTensor, StorageReference, UnreadTensor } from './pickled-tensor';
import type { Constructor } from './vocabulary';

const STORAGES: Readonly<Record<string, ElementKind>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
  ComplexFloatStorage: 'C64',
  ComplexDoubleStorage: 'C128',
  UntypedStorage: 'U8',
};

/** Bytes an element takes of storages that are not read: of quantized numbers, of complex32. */
const UNREAD_STORAGES: Readonly<Record<string, number>> = {
  QInt8Storage: 1,
  QUInt8Storage: 1,
  QUInt4x2Storage: 1,
  QUInt2x4Storage: 1,
  QInt32Storage: 4,
  ComplexHalfStorage: 4,
};

export class UnreadStorage extends UnreadTensor {
  constructor(
    readonly key: string,
    type: string,
    readonly elementBytes: number,
  ) {
    super(`a tensor of ${type}`);
  }
}

/** A storage, which tensors are views of. */
export class Storage extends PickleThing {
  constructor(
    readonly kind: ElementKind,
    readonly reference: StorageReference,
  ) {
    super();
  }
}

/**
 * ('storage', class, key, device, elements), and in old files a view (key, offset, elements) of another storage;
 * ('module', class, file, source) around a whole module.
 */
export function torchPersistent(id: PickleValue): PickleThing | null {
  if (!(id instanceof PickleTuple)) return null;
  const [tag, type, key, , elements, view] = id.items;
  if (!(type instanceof PickleGlobal)) return null;
  if (tag === 'module') return type;
  const kind = /^torch(\.|$)/.test(type.module) && Object.hasOwn(STORAGES, type.name) ? STORAGES[type.name]! : null;
  if (tag === 'storage' && kind === null && type.module === 'torch' && /^[A-Z]\w*Storage$/.test(type.name))
    return new UnreadStorage(String(key), type.name, UNREAD_STORAGES[type.name] ?? 1);
  if (tag !== 'storage' || kind === null || !isText(key) || !isSize(elements)) return null;
  const { bytes } = ELEMENT_KINDS[kind];
  if (!(view instanceof PickleTuple)) return new Storage(kind, new StorageReference(String(key), elements * bytes, 0));
  const [, offset, size] = view.items;
  if (!isSize(offset) || !isSize(size)) return null;
  return new Storage(kind, new StorageReference(String(key), size * bytes, offset * bytes));
}

/** (storage, offset, shape, strides, …): what follows is about gradients. */
const tensor: Constructor = ([storage, offset, shape, strides]) => {
  if (storage instanceof UnreadTensor) return storage;
  return storage instanceof Storage ? view(storage, storage.kind, offset, shape, strides) : undefined;
};

/** (storage, offset, shape, strides, requires gradient, hooks, dtype, …), over a storage of bytes. */
const typedTensor: Constructor = ([storage, offset, shape, strides, , , dtype]) => {
  if (!(storage instanceof Storage) || !(dtype instanceof PickleGlobal) || dtype.module !== 'torch') return undefined;
  const kind = kindOfDtype(dtype.name);
  return kind === null ? new UnreadTensor(`a tensor of ${dtype.name}`) : view(storage, kind, offset, shape, strides);
};

function view(
  { reference }: Storage,
  kind: ElementKind,
  offset: PickleValue | undefined,
  shape: PickleValue | undefined,
  strides: PickleValue | undefined,
): PickledTensor | undefined {
  const [sizes, steps] = [sizesOf(shape), sizesOf(strides)];
  if (sizes === null || steps === null || typeof offset !== 'number') return undefined;
  return new PickledTensor({ kind, shape: sizes, strides: steps, offset, bigEndian: false }, reference);
}

const first: Constructor = ([value]) => value;

/** A tensor of a subclass, or with attributes: (function, class, arguments, state). */
const fromType: Constructor = ([maker, , parameters]) => {
  if (!(maker instanceof PickleGlobal) || !(parameters instanceof PickleTuple)) return undefined;
  const make =
    maker.module === 'torch._utils' && Object.hasOwn(TORCH_NAMES, maker.path) ? TORCH_NAMES[maker.path] : null;
  return make?.(parameters.items);
};

const UNREAD = {
  _rebuild_qtensor: 'a quantized tensor',
  _rebuild_sparse_tensor: 'a sparse tensor',
  _rebuild_nested_tensor: 'a nested tensor',
  _rebuild_wrapper_subclass: 'a tensor of a class of its own',
  _rebuild_meta_tensor_no_storage: 'a tensor without values',
};

function unread([name, what]: [string, string]): [string, Constructor] {
  return [`torch._utils.${name}`, () => new UnreadTensor(what)];
}

export const TORCH_NAMES: Readonly<Record<string, Constructor>> = {
  'torch._utils._rebuild_tensor': tensor,
  'torch._utils._rebuild_tensor_v2': tensor,
  'torch._utils._rebuild_tensor_v3': typedTensor,
  'torch._utils._rebuild_parameter': first,
  'torch._utils._rebuild_parameter_with_state': first,
  'torch._tensor._rebuild_from_type_v2': fromType,
  ...Object.fromEntries(Object.entries(UNREAD).map(unread)),
  'torch.Size': ([sizes]) => (sizes instanceof PickleTuple ? sizes : undefined),
  'torch.device': (parts) => new PickleObject(new PickleGlobal('torch', 'device'), parts),
  'torch.serialization._get_layout': () => null,
};

function isText(value: PickleValue | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isSize(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
