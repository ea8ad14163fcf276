/** Files in the official layouts of the catalog, and what PyTorch loads of them (golden/make_layouts.py). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG_INITIALIZATIONS } from '../../../catalog/initializations';
import type { WeightLayout } from '../../../catalog/weight-layout';
import { SIMCLR } from '../../../catalog/weight-layouts/simclr';
import type { NamedTensors } from '../../../runner/weights/named-tensors';
import { unpackGolden } from './golden-files';

/** Shape, and the first 16 digits of the SHA-256 of its numbers. */
export type Fingerprints = Readonly<Record<string, { readonly shape: readonly number[]; readonly sha256: string }>>;

export interface OfficialFile {
  readonly file: string;
  /** For instance `torch 2.15.0, legacy container`. */
  readonly madeBy: string;
  /** Of the encoder, by torchvision's names. */
  readonly tensors: Fingerprints;
}

/** The files in a temporary folder, by initialization; the caller removes it. */
export function unpackOfficialFiles(): { folder: string; files: Readonly<Record<string, OfficialFile>> } {
  const folder = unpackGolden('layouts');
  const { initializations } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
    initializations: Record<string, OfficialFile>;
  };
  return { folder, files: initializations };
}

/** What the catalog says of the file; an .index lies in the folder that it names. */
export function declaredLayout(file: string): WeightLayout {
  const all = CATALOG_INITIALIZATIONS.flatMap(({ files }) => files);
  const found = file.endsWith('.index') ? SIMCLR : all.find(({ name }) => name === file)?.layout;
  if (found === undefined) throw new Error(`${file} is no file of the catalog.`);
  return found;
}

export function fingerprints(weights: NamedTensors): Fingerprints {
  const found = [...weights].map(([name, { shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [name, { shape, sha256: createHash('sha256').update(bytes).digest('hex').slice(0, 16) }];
  });
  return Object.fromEntries(found);
}
