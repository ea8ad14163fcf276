/** Assembles pickles and archives by hand, good and evil ones. */
import { ZipFile } from 'yazl';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

export const MARK = latin1('(');
export const TUPLE = latin1('t');
export const EMPTY_TUPLE = latin1(')');
export const REDUCE = latin1('R');
export const BUILD = latin1('b');
export const NEWOBJ = latin1('\x81');
export const NEWOBJ_EX = latin1('\x92');
export const STACK_GLOBAL = latin1('\x93');
export const MEMOIZE = latin1('\x94');
export const EMPTY_DICT = latin1('}');
export const EMPTY_LIST = latin1(']');
export const SETITEM = latin1('s');
export const APPEND = latin1('a');
export const NONE = latin1('N');
export const STOP = latin1('.');

/** GLOBAL, in UTF-8. */
export function global(module: string, name: string): Buffer {
  return Buffer.from(`c${module}\n${name}\n`);
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([latin1('X'), u32(bytes.length), bytes]);
}

export function integer(value: number): Buffer {
  const bytes = latin1('J....');
  bytes.writeInt32LE(value, 1);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function tuple(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([MARK, ...items, TUPLE]);
}

export function call(module: string, name: string, ...parameters: readonly Buffer[]): Buffer {
  return Buffer.concat([global(module, name), tuple(...parameters), REDUCE]);
}

/** A pickle of protocol 2. */
export function pickle(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([latin1('\x80\x02'), ...parts, STOP]);
}

/** A tensor over `archive/data/0`, of float32. */
export function tensor(shape: readonly number[], strides: readonly number[], offset = 0, elements = 4): Buffer {
  const id = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), integer(elements));
  return call(
    'torch._utils',
    '_rebuild_tensor_v2',
    Buffer.concat([id, latin1('Q')]),
    integer(offset),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    latin1('\x89'),
    EMPTY_DICT,
  );
}

/** {key: value} */
export function dict(key: string, value: Buffer): Buffer {
  return Buffer.concat([EMPTY_DICT, text(key), value, SETITEM]);
}

export async function zip(
  entries: readonly (readonly [name: string, bytes: Buffer])[],
  compress = false,
): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, bytes] of entries) archive.addBuffer(bytes, name, { compress });
  archive.end();
  const pieces: Buffer[] = [];
  for await (const piece of archive.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What torch.save would have written. */
export function pytorchFile(data: Buffer, storage: Buffer = Buffer.alloc(16)): Promise<Buffer> {
  return zip([
    ['archive/data.pkl', data],
    ['archive/byteorder', Buffer.from('little')],
    ['archive/data/0', storage],
  ]);
}
