import type { Pixels } from './pixels';

/** Pairs of (pixels since the end of the last run, length of the run); pixels run down the columns. As SIIM-ACR writes them. */
export type RunLengths = readonly number[];

/** Reads `gap length gap length ...`; `-1` alone is an empty mask. Null: not of that form. */
export function parseRunLengths(text: string): RunLengths | null {
  const words = text.trim().split(/\s+/);
  if (words.length === 1 && words[0] === '-1') return [];
  if (words.length % 2 === 1 || !words.every((word) => /^\d+$/.test(word))) return null;
  return words.map(Number);
}

/** How many pixels the runs reach over: an image must have at least as many. */
export function reachOf(runs: RunLengths): number {
  return runs.reduce((sum, count) => sum + count, 0);
}

/** Whether each run would begin behind the end of the last one if the first numbers were positions in the image. */
export function isAscending(runs: RunLengths): boolean {
  return runs.every((start, i) => i < 2 || i % 2 === 1 || start >= runs[i - 2]! + runs[i - 1]!);
}

/** The union of several lists of runs as a mask of 0 and 1. @throws RangeError where runs reach beyond the last pixel */
export function paintRuns(lists: readonly RunLengths[], width: number, height: number): Pixels {
  const data = new Uint8Array(width * height);
  for (const runs of lists) {
    if (reachOf(runs) > data.length) throw new RangeError(`runs reach beyond ${width} x ${height} pixels`);
    let at = 0;
    for (let i = 0; i < runs.length; i += 2) {
      at += runs[i]!;
      for (const end = at + runs[i + 1]!; at < end; at++) data[(at % height) * width + Math.floor(at / height)] = 1;
    }
  }
  return { width, height, channels: 1, data };
}
