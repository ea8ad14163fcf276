/** Weights that are exported for the golden file; `node --import tsx export-fixture.ts FILE` writes it. */
import type { NamedTensor } from '../../../../runner/weights/named-tensors';
import { writePth } from '../../../../runner/weights/write-pth';

export const EXPORTED: ReadonlyMap<string, NamedTensor> = new Map<string, NamedTensor>([
  ['conv1.weight', { shape: [2, 3, 1, 2], data: Float32Array.from({ length: 12 }, (_, index) => index / 8 - 0.5) }],
  ['fc.weight', { shape: [2, 2], data: Float32Array.of(1, Number.NaN, -0, 1e-42) }],
  ['steps', { shape: [], data: Int32Array.of(-7) }],
  ['größe', { shape: [0, 3], data: new Float32Array(0) }],
]);

if (process.argv[1] === import.meta.filename) void writePth(process.argv[2]!, EXPORTED);
