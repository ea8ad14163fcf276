import type { DataSet } from 'dicom-parser';
import type { Samples } from '../describe-samples';
import { UnreadableImage } from '../unreadable-image';
import { lookUp, lookupTable } from './lookup-table';

/** Indices to the 8-bit RGB they stand for (PS3.3, C.7.6.3.1.5); of deeper colours the high byte. @throws UnreadableImage */
export function paletteToRgb(elements: DataSet, indices: Samples, isSigned: boolean): Uint8Array {
  const tables = ['1', '2', '3'].map((colour) =>
    lookupTable(elements, `x0028110${colour}`, `x0028120${colour}`, isSigned),
  );
  const rgb = new Uint8Array(3 * indices.length);
  tables.forEach((table, colour) => {
    if (!table) throw new UnreadableImage('colour', 'its palette is missing or segmented; write it anew as RGB.');
    const shift = table.bits > 8 ? table.bits - 8 : 0;
    for (let i = 0; i < indices.length; i++) rgb[3 * i + colour] = lookUp(table, indices[i]!) >> shift;
  });
  return rgb;
}
