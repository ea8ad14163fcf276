import type { DataSet } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';
import { signedShort, unsignedShort } from './elements';

/** A table of numbers for consecutive inputs (PS3.3, C.11.1.1.1); inputs before the first have its first entry, those behind the last its last. */
export interface LookupTable {
  readonly first: number;
  /** Of an entry: 8 to 16. */
  readonly bits: number;
  readonly entries: Uint16Array;
}

/** Null: there is none. @throws UnreadableImage when it is damaged. */
export function lookupTable(
  elements: DataSet,
  descriptor: string,
  data: string,
  hasSignedInput: boolean,
): LookupTable | null {
  const [count, bits] = [unsignedShort(elements, descriptor, 0), unsignedShort(elements, descriptor, 2)];
  const first = (hasSignedInput ? signedShort : unsignedShort)(elements, descriptor, 1);
  const element = elements.elements[data];
  if (count === null || bits === null || first === null || !element) return null;
  // A count of 65536 does not fit into its 16 bits.
  const length = count === 0 ? 2 ** 16 : count;
  const isPacked = bits === 8 && element.length < 2 * length;
  if (bits < 8 || bits > 16 || element.length < (isPacked ? 1 : 2) * length)
    throw new UnreadableImage('damaged', 'one of its lookup tables does not have the length it claims; copy it anew.');
  const entries = Uint16Array.from({ length }, (_, i) => {
    if (!isPacked) return unsignedShort(elements, data, i)!;
    return elements.byteArray[element.dataOffset + i]!;
  });
  return { first, bits, entries };
}

export function lookUp({ first, entries }: LookupTable, input: number): number {
  return entries[Math.max(0, Math.min(entries.length - 1, Math.trunc(input) - first))]!;
}
