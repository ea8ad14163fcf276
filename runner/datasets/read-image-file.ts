import { readFile } from 'node:fs/promises';
import { UnreadableImage } from './unreadable-image';

/** For what opening or reading a file throws. @throws UnreadableImage */
export function refuseUnread({ code }: NodeJS.ErrnoException): never {
  const message =
    code === 'ENOENT' ? 'there is no such file; add it.' : `it cannot be read (${code}); allow reading it.`;
  throw new UnreadableImage('missing', message);
}

/** A file's bytes, at least one. @throws UnreadableImage */
export async function readImageFile(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(refuseUnread);
  if (bytes.length === 0) throw new UnreadableImage('empty', 'the file is empty; copy it anew.');
  return bytes;
}
