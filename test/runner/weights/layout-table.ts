/** `npx tsx test/runner/weights/layout-table.ts`: every initialization of the catalog, loaded from a file in its official layout, beside what PyTorch loads of it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { alignedTable } from '../../../bench/print-table';
import { wholeShare } from '../../../results/numbers';
import { loadEncoderFile } from '../../../runner/weights/encoder-file';
import { inspectWeights } from '../../../runner/weights/inspect-weights';
import { declaredLayout, fingerprints, type OfficialFile, unpackOfficialFiles } from './official-layouts';

const HEADER = ['initialization', 'file', 'made by', 'tensors', 'of a ResNet-50', 'difference from PyTorch'];

async function main(): Promise<void> {
  const { folder, files } = unpackOfficialFiles();
  try {
    const rows = await Promise.all(Object.entries(files).map(([name, file]) => rowOf(folder, name, file)));
    console.log(alignedTable([HEADER, ...rows]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rowOf(folder: string, name: string, { file, madeBy, tensors }: OfficialFile): Promise<string[]> {
  const path = join(folder, file);
  const [{ encoder }, { tensors: weights }] = await Promise.all([
    inspectWeights(path),
    loadEncoderFile(path, declaredLayout(file)),
  ]);
  const found = fingerprints(weights);
  const different = Object.keys({ ...tensors, ...found }).filter(
    (tensor) => JSON.stringify(found[tensor]) !== JSON.stringify(tensors[tensor]),
  );
  // The same bits differ by nothing.
  const difference = different.length === 0 ? '0' : `in ${different.length} tensors`;
  return [name, file, madeBy, `${weights.size}`, wholeShare(encoder?.resnet50Share ?? 0), difference];
}

void main();
