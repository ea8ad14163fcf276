import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Example, Part } from '../../../runner/datasets/dataset';
import type { PreparedDataset } from '../../../runner/datasets/prepare';
import type { TaskKind } from '../../../spec/spec';

/**
 * A prepared dataset whose pixels tell what they are: of image `index`, every red is the index, green is the column, blue the row; masks
 * are 1 up to the column `index`. All examples are in training and test, the first in validation. It lies in a folder that goes with the
 * system's temporary files.
 */
export function numberedImages(kind: TaskKind, count: number, imageSize: number, side: number): PreparedDataset {
  const hasMasks = kind === 'segmentation';
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'warmstart-feed-')), 'prepared.bin');
  const pixels = Array.from({ length: side * side }, (_, pixel) => [Math.floor(pixel / side), pixel % side] as const);
  const records = Array.from({ length: count }, (_, index) => [
    ...pixels.flatMap(([y, x]) => [index, x, y]),
    ...(hasMasks ? pixels.map(([, x]) => Number(x <= index)) : []),
  ]);
  writeFileSync(file, Uint8Array.from(records.flat()));
  const examples = records.map(
    (_, index): Example => ({
      id: String(index),
      image: '',
      labels: [index % 2, index % 3 === 0 ? 1 : 0],
      mask: null,
      group: '',
    }),
  );
  return {
    dataset: {
      kind,
      classes: ['a', 'b'],
      parts: { train: examples, validation: examples.slice(0, 1), test: examples },
      splitHash: '',
    },
    warnings: [],
    imageSize,
    layout: { path: file, side, hasMasks },
    rowOf: (_part: Part, index: number) => index,
  };
}
