import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { named, WeightsError } from './weights-error';

/**
 * The file that is meant by a path: of a TensorFlow checkpoint, which is three files or more, the .index stands for it, and it goes by its
 * folder or by what its files' names begin with (`model.ckpt-250228`), too.
 *
 * @throws WeightsError for a folder without one checkpoint of TensorFlow's
 */
export async function weightsFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    const index = `${path}.index`;
    return (await stat(index).catch(() => null))?.isFile() ? index : path;
  }
  if (!found.isDirectory()) return path;
  const indices = (await readdir(path)).filter((name) => name.endsWith('.index')).sort();
  if (indices.length === 1) return join(path, indices[0]!);
  const message =
    indices.length === 0
      ? 'this is a folder without a TensorFlow checkpoint (.index); name the file of weights in it.'
      : `this folder has ${indices.length} TensorFlow checkpoints; name the one that is meant: ${named(indices)}.`;
  throw new WeightsError('not-found', path, message);
}
