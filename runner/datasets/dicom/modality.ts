import type { DataSet } from 'dicom-parser';
import { numbers } from './elements';
import { lookUp, lookupTable } from './lookup-table';

/** What stored values of a grey image stand for (PS3.3, C.11.1): Hounsfield units in CT. */
export interface Modality {
  readonly kind: 'none' | 'rescale' | 'table';
  readonly slope: number;
  readonly intercept: number;
  readonly toValue: (stored: number) => number;
}

/** A table where there is one, else slope and intercept where both are, as pydicom has it. @throws UnreadableImage */
export function modalityOf(elements: DataSet, isSigned: boolean): Modality {
  const item = elements.elements.x00283000?.items?.[0]?.dataSet;
  const table = item && lookupTable(item, 'x00283002', 'x00283006', isSigned);
  if (table) return { kind: 'table', slope: 1, intercept: 0, toValue: (stored) => lookUp(table, stored) };
  const [slope, intercept] = [numbers(elements, 'x00281053')[0], numbers(elements, 'x00281052')[0]];
  if (slope === undefined || intercept === undefined)
    return { kind: 'none', slope: 1, intercept: 0, toValue: (stored) => stored };
  return { kind: 'rescale', slope, intercept, toValue: (stored) => stored * slope + intercept };
}
