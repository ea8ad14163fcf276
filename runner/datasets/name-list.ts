import { readFile } from 'node:fs/promises';
import type { ProblemList } from './data-error';

/** Reads a list of images, a name a line; null: reported. */
export async function readNameList(file: string, problems: ProblemList): Promise<readonly string[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  }
  problems.add('missing', file, `${file}: there is no such list; add it, or say with \`split\` how to draw the parts.`);
  return null;
}
