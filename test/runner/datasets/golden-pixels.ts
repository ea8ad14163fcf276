import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pixels } from '../../../runner/datasets/pixels';

interface Place {
  readonly shape: readonly [height: number, width: number, channels: 3];
  readonly start: number;
  readonly length: number;
}

interface Cases {
  readonly resize: readonly { readonly source: Place; readonly target: Place }[];
  readonly nearest: readonly { readonly source: Place; readonly target: Place }[];
  readonly augmentSource: Place;
  readonly augment: readonly {
    readonly crop: { readonly top: number; readonly left: number; readonly height: number; readonly width: number };
    readonly flip: boolean;
    readonly angle: number;
    readonly target: Place;
  }[];
  readonly tenCrop: { readonly source: Place; readonly size: number; readonly targets: readonly Place[] };
  readonly decode: readonly { readonly file: string; readonly target: Place }[];
}

export const GOLDEN = join(import.meta.dirname, 'golden');

/** Written by golden/make_pixels.py with Pillow and torchvision. */
export const CASES = JSON.parse(readFileSync(join(GOLDEN, 'pixels.json'), 'utf8')) as Cases;

const BLOB = readFileSync(join(GOLDEN, 'pixels.bin'));

export function pixelsAt({ shape: [height, width], start, length }: Place): Pixels {
  return { width, height, channels: 3, data: new Uint8Array(BLOB.subarray(start, start + length)) };
}
