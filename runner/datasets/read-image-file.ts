import { readFile } from 'node:fs/promises';
import { UnreadableImage } from './unreadable-image';

/** A file's bytes, at least one. @throws UnreadableImage */
export async function readImageFile(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableImage('missing', `it cannot be read (${error.code}); check that it is there and may be read.`);
  });
  if (bytes.length === 0) throw new UnreadableImage('empty', 'the file is empty; copy it anew.');
  return bytes;
}
