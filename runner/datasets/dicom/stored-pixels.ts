import type { DataSet } from 'dicom-parser';
import type { Samples } from '../describe-samples';
import { refuseHuge } from '../maximum-pixels';
import { UnreadableImage } from '../unreadable-image';
import type { EncodedCoding } from './codecs';
import { type Codestream, readCodestream } from './codestream';
import { type DicomHeader, type DicomImage, onlyImage, type Photometric } from './dicom-header';
import { encapsulatedFrame } from './encapsulated-frame';
import { PIXEL_DATA } from './parse-dicom';
import { decodeRle } from './rle';
import { ybrToRgb } from './ybr-to-rgb';

/** Stored integers as pydicom's `pixel_array` gives them: unused bits dropped, signs applied, YBR as RGB, palettes as indices. */
export interface StoredPixels {
  /** [rows, columns, samples] */
  readonly data: Samples;
  /** Of what `data` holds by now. */
  readonly photometric: 'MONOCHROME1' | 'MONOCHROME2' | 'PALETTE COLOR' | 'RGB';
}

/** Bytes of a frame, one or two a sample, little-endian, and how to read them. */
interface RawFrame {
  readonly bytes: Uint8Array;
  readonly bytesPerSample: 1 | 2;
  readonly bits: number;
  readonly photometric: Photometric;
}

/** Decodes the only frame. @throws UnreadableImage */
export async function storedPixels(elements: DataSet, header: DicomHeader): Promise<StoredPixels> {
  const image = onlyImage(header);
  refuseHuge(image.columns, image.rows);
  const frame = await rawFrame(elements, header, image);
  const data = toIntegers(frame, image.isSigned);
  const { photometric } = frame;
  if (photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422') return { data: ybrToRgb(data), photometric: 'RGB' };
  // JPEG 2000 has undone these two.
  return { data, photometric: photometric === 'YBR_ICT' || photometric === 'YBR_RCT' ? 'RGB' : photometric };
}

async function rawFrame(elements: DataSet, header: DicomHeader, image: DicomImage): Promise<RawFrame> {
  const { coding } = header.transferSyntax;
  if (coding === 'native') return nativeFrame(elements, header, image);
  const bytes = encapsulatedFrame(elements.byteArray, elements.elements[PIXEL_DATA]!.dataOffset);
  if (coding !== 'rle') return encodedFrame(bytes, coding, image);
  const bytesPerSample = image.bitsAllocated === 16 ? 2 : 1;
  const decoded = decodeRle(bytes, image.rows * image.columns, image.samples, bytesPerSample);
  return { bytes: decoded, bytesPerSample, bits: image.bitsStored, photometric: image.photometric };
}

function nativeFrame(elements: DataSet, { transferSyntax }: DicomHeader, image: DicomImage): RawFrame {
  const { rows, columns, samples, photometric, bitsAllocated, bitsStored } = image;
  const isSubsampled = photometric === 'YBR_FULL_422';
  // Two pixels share their colours.
  if (isSubsampled && (bitsAllocated !== 8 || columns % 2 !== 0))
    throw new UnreadableImage('colour', `its YBR_FULL_422 does not fit ${columns} columns; write it anew as RGB.`);
  const pixelData = elements.elements[PIXEL_DATA]!;
  const count = rows * columns * (isSubsampled ? 2 : samples);
  const size = Math.ceil((count * bitsAllocated) / 8);
  if (size > pixelData.length || pixelData.dataOffset + size > elements.byteArray.length)
    throw new UnreadableImage(
      'damaged',
      `its pixels are cut short: ${columns} x ${rows} need ${size} bytes; copy it anew.`,
    );
  const padded = size + (size % 2);
  let bytes: Uint8Array = elements.byteArray.subarray(pixelData.dataOffset, pixelData.dataOffset + padded);
  const isBigEndian = transferSyntax.uid === '1.2.840.10008.1.2.2';
  // 8-bit samples may be written as words, too; then the bytes of each word have changed places.
  if (isBigEndian && (bitsAllocated === 16 || pixelData.vr === 'OW')) bytes = swapBytes(bytes);
  bytes = bytes.subarray(0, size);
  if (bitsAllocated === 1) bytes = unpackBits(bytes, count);
  if (isSubsampled) bytes = repeatColours(bytes);
  const bytesPerSample = bitsAllocated === 16 ? 2 : 1;
  if (image.isPlanar && samples === 3 && !isSubsampled) bytes = interleave(bytes, bytesPerSample);
  return { bytes, bytesPerSample, bits: bitsStored, photometric };
}

async function encodedFrame(frame: Uint8Array, coding: EncodedCoding, image: DicomImage): Promise<RawFrame> {
  const stream = readCodestream(frame, coding);
  const { width, height, components, precision } = stream;
  if (width !== image.columns || height !== image.rows || components !== image.samples)
    throw new UnreadableImage(
      'damaged',
      `it claims ${image.columns} x ${image.rows} pixels of ${image.samples} samples, but holds ${width} x ${height} of ${components}.`,
    );
  if (precision > 16 || (components > 1 && precision > 8))
    throw new UnreadableImage('depth', `its ${components} samples have ${precision} bits; save it with fewer.`);
  // Loaded when it is needed: it brings a megabyte of code along.
  const { decodeFrame } = await import('./codecs');
  const decoded = await decodeFrame(frame, coding, stream, image.isSigned);
  const isJpeg2000 = coding === 'jpeg-2000' || coding === 'ht-jpeg-2000';
  const bytesPerSample = precision > 8 ? 2 : 1;
  return {
    bytes: coding === 'jpeg-ls' && stream.isPlanar ? interleave(decoded, bytesPerSample) : decoded,
    bytesPerSample,
    // JPEG 2000 and JPEG-LS say how many bits there are; of the others the DICOM elements are believed.
    bits: isJpeg2000 || coding === 'jpeg-ls' ? precision : Math.min(image.bitsStored, 8 * bytesPerSample),
    photometric: isJpeg2000 ? image.photometric : coloursOf(stream, image.photometric),
  };
}

/** What the codestream says of its colours wins, as with pydicom. */
function coloursOf({ isNamedRgb, isJfif, components }: Codestream, photometric: Photometric): Photometric {
  if (components !== 3) return photometric;
  if (isNamedRgb) return 'RGB';
  return isJfif && photometric === 'RGB' ? 'YBR_FULL' : photometric;
}

function toIntegers({ bytes, bytesPerSample, bits }: RawFrame, isSigned: boolean): Samples {
  const count = bytes.length / bytesPerSample;
  const unused = 32 - bits;
  const integers = isSigned ? new Int16Array(count) : bits > 8 ? new Uint16Array(count) : new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const raw = bytesPerSample === 1 ? bytes[i]! : bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
    integers[i] = isSigned ? (raw << unused) >> unused : (raw << unused) >>> unused;
  }
  return integers;
}

function swapBytes(words: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(words.length);
  for (let i = 0; i < words.length; i++) swapped[i] = words[i ^ 1] ?? 0;
  return swapped;
}

/** Eight samples a byte, the lowest bit first. */
function unpackBits(bytes: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1);
}

/** Y1 Y2 B R → Y1 B R Y2 B R (PS3.3, C.7.6.3.1.2). */
function repeatColours(bytes: Uint8Array): Uint8Array {
  const full = new Uint8Array((bytes.length / 4) * 6);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 6) {
    for (let i = 0; i < 6; i++) full[to + i] = bytes[from + FROM_422[i]!]!;
  }
  return full;
}

const FROM_422 = [0, 2, 3, 1, 2, 3] as const;

/** Three planes → three samples a pixel. */
function interleave(bytes: Uint8Array, bytesPerSample: number): Uint8Array {
  const mixed = new Uint8Array(bytes.length);
  const plane = bytes.length / 3;
  for (let to = 0; to < mixed.length; to++) {
    const [sample, byte] = [Math.floor(to / bytesPerSample), to % bytesPerSample];
    mixed[to] = bytes[(sample % 3) * plane + Math.floor(sample / 3) * bytesPerSample + byte]!;
  }
  return mixed;
}
