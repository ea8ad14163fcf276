import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Unpacks a folder of golden files, which lie compressed, into a temporary one, and returns that. */
export function unpackGolden(folder: string): string {
  const packed = join(import.meta.dirname, 'golden', folder);
  const unpacked = mkdtempSync(join(tmpdir(), `golden-${folder}-`));
  for (const name of readdirSync(packed)) {
    const bytes = readFileSync(join(packed, name));
    writeFileSync(join(unpacked, name.replace(/\.gz$/, '')), name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  }
  return unpacked;
}
