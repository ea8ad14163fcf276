import { inflateRawSync } from 'node:zlib';
import { type DataSet, parseDicom as parse } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';

/** Pixel Data, the last element that is of interest. */
export const PIXEL_DATA = 'x7fe00010';

/** "DICM" behind a preamble of 128 bytes (PS3.10, 7.1). */
const MAGIC = Buffer.from('DICM');

/** Of a deflated file, a gigabyte. */
const MAXIMUM_INFLATED = 2 ** 30;

export function isDicom(bytes: Uint8Array): boolean {
  return MAGIC.equals(bytes.subarray(128, 132));
}

/**
 * The elements of a DICOM file up to the start of its pixel data; these themselves may be missing from `bytes`.
 *
 * @throws UnreadableImage when the elements are cut short, or are none.
 */
export function parseDicom(bytes: Uint8Array): DataSet {
  if (!isDicom(bytes)) throw new UnreadableImage('format', 'it is no DICOM file ("DICM" is missing at byte 128).');
  try {
    return parse(bytes, {
      untilTag: PIXEL_DATA,
      inflater: (file, position) => Buffer.concat([file.subarray(0, position), inflate(file.subarray(position))]),
    });
  } catch (error) {
    throw new UnreadableImage(
      'damaged',
      `its DICOM elements are damaged or cut short (${reasonOf(error)}); copy it anew.`,
    );
  }
}

function inflate(bytes: Uint8Array): Buffer {
  return inflateRawSync(bytes, { maxOutputLength: MAXIMUM_INFLATED });
}

/** dicom-parser throws strings, errors, and objects that wrap either. */
function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'exception' in thrown) return reasonOf(thrown.exception);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/^dicomParser[.:]\w+: /, '');
}
