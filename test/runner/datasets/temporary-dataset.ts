import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A folder of its own for one test file. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'datasets-'));
}

/** Writes files below a folder; an empty content stands for a small grey PNG. */
export async function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content === '' ? await png(8, 8) : content);
  }
}

/** A PNG of one colour. */
export function png(width: number, height: number, background = '#808080'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** `{ 'a/0.png': '', 'a/1.png': '' ... }` */
export function numbered(prefix: string, count: number, ending = '.png'): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}${ending}`, '']));
}
