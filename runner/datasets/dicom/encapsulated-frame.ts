import { UnreadableImage } from '../unreadable-image';

const [ITEM, SEQUENCE_END] = [0xe000fffe, 0xe0ddfffe];

/**
 * The bytes of the only frame: what the items of encapsulated pixel data hold, joined, without the first, which is a table of offsets (PS3.5, A.4).
 * dicom-parser would cut items to what there is.
 *
 * @param start of the first item
 * @throws UnreadableImage when there is no frame, or it is cut short
 */
export function encapsulatedFrame(bytes: Uint8Array, start: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Uint8Array[] = [];
  for (let position = start; position < bytes.length; ) {
    const isWhole = position + 8 <= bytes.length;
    const tag = isWhole ? view.getUint32(position, true) : null;
    if (tag === SEQUENCE_END) break;
    const length = isWhole ? view.getUint32(position + 4, true) : 0;
    if (tag !== ITEM || position + 8 + length > bytes.length)
      throw new UnreadableImage('damaged', 'its pixels are cut short; copy it anew.');
    items.push(bytes.subarray(position + 8, position + 8 + length));
    position += 8 + length;
  }
  const fragments = items.slice(1);
  if (fragments.length === 0) throw new UnreadableImage('no-pixels', 'it has no pixels; leave it out.');
  return fragments.length === 1 ? fragments[0]! : Buffer.concat(fragments);
}
