import { UnreadableImage } from '../unreadable-image';

/**
 * Decodes a frame of DICOM's RLE (PS3.5, annex G): a segment of PackBits for each byte of each sample, high bytes first.
 *
 * @param samples a pixel @param bytesPerSample 1 or 2
 * @returns little-endian, samples of a pixel together
 * @throws UnreadableImage
 */
export function decodeRle(frame: Uint8Array, pixels: number, samples: number, bytesPerSample: number): Uint8Array {
  const segments = samples * bytesPerSample;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 64 || view.getUint32(0, true) !== segments)
    throw new UnreadableImage('damaged', 'its RLE header does not fit the image; copy it anew.');
  const decoded = new Uint8Array(pixels * segments);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : frame.length;
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(frame.subarray(start, end), decoded, sample * bytesPerSample + byte, segments);
  }
  return decoded;
}

/** PackBits into every `step`-th byte from `first` on, to the end of `target`. */
function unpack(source: Uint8Array, target: Uint8Array, first: number, step: number): void {
  let from = 0;
  let to = first;
  while (to < target.length) {
    const control = source[from++];
    if (control === undefined) throw new UnreadableImage('damaged', 'its RLE data is cut short; copy it anew.');
    // 128 stands for nothing.
    const isRun = control > 128;
    const count = isRun ? 257 - control : control === 128 ? 0 : control + 1;
    for (let i = 0; i < count && to < target.length; i++, to += step) {
      const value = source[isRun ? from : from + i];
      if (value === undefined) throw new UnreadableImage('damaged', 'its RLE data is cut short; copy it anew.');
      target[to] = value;
    }
    from += isRun ? 1 : control === 128 ? 0 : count;
  }
}
