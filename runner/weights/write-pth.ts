import { ZipFile } from 'yazl';
import { replaceFile } from '../replace-file';
import type { NamedTensor, NamedTensors } from './named-tensors';
import { contiguousStrides } from './strided';

/** The same tensors give the same bytes. */
const ENTRY = { compress: false, mtime: new Date(1980, 0, 1, 12), forceDosTimestamp: true };

/**
 * Writes a state dict as torch.save does (zip container, a pickle of protocol 2), whole or not at all. torch.load reads it with
 * weights_only=True.
 */
export async function writePth(path: string, tensors: NamedTensors): Promise<void> {
  const zip = new ZipFile();
  zip.addBuffer(stateDictPickle(tensors), 'archive/data.pkl', ENTRY);
  zip.addBuffer(Buffer.from('little'), 'archive/byteorder', ENTRY);
  for (const [key, { data }] of [...tensors.values()].entries())
    zip.addBuffer(Buffer.from(data.buffer, data.byteOffset, data.byteLength), `archive/data/${key}`, ENTRY);
  zip.addBuffer(Buffer.from('3\n'), 'archive/version', ENTRY);
  zip.end();
  await replaceFile(path, async (file) => {
    for await (const piece of zip.outputStream) await file.writeFile(piece);
  });
}

/** A dict from names to torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict()). */
function stateDictPickle(tensors: NamedTensors): Buffer {
  const entries = [...tensors].map(([name, tensor], key) => [text(name), rebuiltTensor(tensor, key)]);
  return Buffer.concat([PROTOCOL_2, EMPTY_DICT, MARK, ...entries.flat(), SET_ITEMS, STOP]);
}

function rebuiltTensor({ shape, data }: NamedTensor, key: number): Buffer {
  const type = data instanceof Float32Array ? 'FloatStorage' : 'IntStorage';
  const id = tuple(text('storage'), global('torch', type), text(String(key)), text('cpu'), integer(data.length));
  const hooks = Buffer.concat([global('collections', 'OrderedDict'), EMPTY_TUPLE, REDUCE]);
  const view = [
    integer(0),
    tuple(...shape.map(integer)),
    tuple(...contiguousStrides(shape).map(integer)),
    FALSE,
    hooks,
  ];
  const storage = Buffer.concat([id, PERSISTENT_ID]);
  return Buffer.concat([global('torch._utils', '_rebuild_tensor_v2'), tuple(storage, ...view), REDUCE]);
}

// Opcodes of Python's pickletools.
const PROTOCOL_2 = Buffer.from([0x80, 2]);
const MARK = Buffer.from('(');
const STOP = Buffer.from('.');
const EMPTY_DICT = Buffer.from('}');
const EMPTY_TUPLE = Buffer.from(')');
const SET_ITEMS = Buffer.from('u');
const REDUCE = Buffer.from('R');
const PERSISTENT_ID = Buffer.from('Q');
const FALSE = Buffer.from([0x89]);

function global(module: string, name: string): Buffer {
  return Buffer.from(`c${module}\n${name}\n`);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.from('X....');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function tuple(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([MARK, ...items, Buffer.from('t')]);
}

/** Up to 2 ** 31 - 1: elements of one tensor. */
function integer(value: number): Buffer {
  const bytes = Buffer.from('J....');
  bytes.writeInt32LE(value, 1);
  return bytes;
}
