import type { DataSet } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';

/** An unsigned short; null where the element is missing or empty. @throws UnreadableImage when it is cut short. */
export function unsignedShort(elements: DataSet, tag: string, index = 0): number | null {
  return read(tag, () => elements.uint16(tag, index));
}

export function signedShort(elements: DataSet, tag: string, index = 0): number | null {
  return read(tag, () => elements.int16(tag, index));
}

/** Text without padding; null where the element is missing or empty. */
export function text(elements: DataSet, tag: string): string | null {
  return read(tag, () => elements.string(tag)?.trim()) || null;
}

/** Numbers written as text (DS and IS), as many as there are. @throws UnreadableImage when one is no number. */
export function numbers(elements: DataSet, tag: string): number[] {
  const written = text(elements, tag);
  if (written === null) return [];
  return written.split('\\').map((one) => {
    const value = Number(one.trim() === '' ? Number.NaN : one);
    if (!Number.isFinite(value))
      throw new UnreadableImage('damaged', `its element ${nameOf(tag)} holds "${written}", which is no number.`);
    return value;
  });
}

function read<T>(tag: string, get: () => T | undefined): T | null {
  try {
    return get() ?? null;
  } catch {
    throw new UnreadableImage('damaged', `its element ${nameOf(tag)} is cut short; copy it anew.`);
  }
}

/** `x00280010` as it is printed: (0028,0010). */
function nameOf(tag: string): string {
  return `(${tag.slice(1, 5)},${tag.slice(5)})`;
}
