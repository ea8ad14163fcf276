import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataThreads } from '../feeding/data-threads';
import { inParallel } from '../in-parallel';
import type { PreparingTold } from '../preparing';
import { replaceFile } from '../replace-file';

/**
 * SHA-256 of what some files hold, one after another, whatever their names; hexadecimal. They are read whole once: as long as paths, sizes
 * and modification times are the same, what was found then is read from `folder`.
 */
export async function filesDigest(
  files: readonly string[],
  folder: string,
  threads: DataThreads,
  signal?: AbortSignal,
  told?: PreparingTold,
): Promise<string> {
  const looks = new Array<string>(files.length);
  await inParallel(files, 8, signal, async (file, index) => {
    const found = await stat(file).catch(() => null);
    looks[index] = `${file}\t${found?.size}\t${found?.mtimeMs}`;
  });
  const known = join(folder, `${sha256Of(looks)}.txt`);
  const before = await readFile(known, 'utf8').catch(() => null);
  if (before !== null) return before;
  const contents = new Array<string | null>(files.length);
  let done = 0;
  await inParallel(files, 2 * threads.count, signal, async (file, index) => {
    contents[index] = await threads.run('digest', file);
    told?.({ step: 'reading', done: ++done, total: files.length });
  });
  const sha256 = sha256Of(contents.map(String));
  // One that cannot be read by now may be readable later, and look the same.
  if (!contents.includes(null)) await replaceFile(known, (file) => file.writeFile(sha256));
  return sha256;
}

/** SHA-256 of a file's bytes, hexadecimal; null where it cannot be read. */
export async function fileDigest(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest('hex');
}

function sha256Of(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  return hash.digest('hex');
}
