import { ByteStream, type DataSet, type Element, findEndOfEncapsulatedElement } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';

/** The bytes of the only frame: its fragments, joined. @throws UnreadableImage when there is none, or one is cut short. */
export function encapsulatedFrame({ byteArray, byteArrayParser }: DataSet, pixelData: Element): Uint8Array {
  const found = { ...pixelData };
  try {
    findEndOfEncapsulatedElement(new ByteStream(byteArrayParser, byteArray, pixelData.dataOffset), found);
  } catch {
    throw new UnreadableImage('damaged', 'its pixels are cut short; copy it anew.');
  }
  const fragments = (found.fragments ?? []).map(({ position, length }) =>
    byteArray.subarray(position, position + length),
  );
  if (fragments.length === 0) throw new UnreadableImage('no-pixels', 'it has no pixels; leave it out.');
  return fragments.length === 1 ? fragments[0]! : Buffer.concat(fragments);
}
