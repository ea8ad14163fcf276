import { UnreadableImage } from '../unreadable-image';
import type { Coding } from './transfer-syntax';

/** What an encoded frame says of itself; decoders take memory by it, so it is compared with the DICOM elements first. */
export interface Codestream {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** JPEG and JPEG-LS: the components are named R, G and B. */
  readonly isNamedRgb: boolean;
  /** JPEG and JPEG-LS: a JFIF file, whose colours are YCbCr. */
  readonly isJfif: boolean;
  /** JPEG-LS: colours come plane by plane. */
  readonly isPlanar: boolean;
}

/** EOI of JPEG and JPEG-LS, EOC of JPEG 2000. */
const END = Buffer.from([0xff, 0xd9]);

/** Bytes in which the end must be: some writers pad more than to an even length. */
const TAIL = 64;

const SCAN = Buffer.from([0xff, 0xda]);

/** Progressive files have about ten. */
const MAXIMUM_SCANS = 256;

/** RLE has no header of this kind. @throws UnreadableImage */
export function readCodestream(bytes: Uint8Array, coding: Exclude<Coding, 'native' | 'rle'>): Codestream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Decoders fill what is missing with grey, or look for its end through all of memory.
  if (!Buffer.from(bytes.subarray(-TAIL)).includes(END))
    throw new UnreadableImage('damaged', 'its pixels are cut short; copy it anew.');
  try {
    const found = coding === 'jpeg' || coding === 'jpeg-ls' ? readJpeg(view) : readJpeg2000(view);
    if (found) return found;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new UnreadableImage('damaged', `its pixels are no ${coding.toUpperCase().replace('-2', ' 2')}; copy it anew.`);
}

/** Marker segments up to the first scan (ISO/IEC 10918-1, annex B; 14495-1, annex C). */
function readJpeg(view: DataView): Codestream | null {
  let frame: Omit<Codestream, 'isJfif' | 'isPlanar'> | null = null;
  let isJfif = false;
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let position = 2; ; ) {
    if (view.getUint8(position) !== 0xff) return null;
    const marker = view.getUint8(position + 1);
    if (marker === 0xff) {
      position++;
      continue;
    }
    // Markers without a length have no place here, and dcmjs-codecs would wait behind some of them for ever.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return null;
    const [length, content] = [view.getUint16(position + 2), position + 4];
    if (marker === 0xda) {
      const interleave = view.getUint8(content + 2 + 2 * view.getUint8(content));
      if (!frame || countScans(view) > MAXIMUM_SCANS) return null;
      return { ...frame, isJfif, isPlanar: interleave === 0 && frame.components > 1 };
    }
    if (isFrame(marker)) frame ??= readFrame(view, content);
    if (marker === 0xe0 && view.getUint32(content) === 0x4a464946) isJfif = true;
    position += 2 + length;
  }
}

/** Every scan goes over the whole image, however short it is: a small file of many would take hours. */
function countScans(view: DataView): number {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  let scans = 0;
  for (let at = bytes.indexOf(SCAN); at >= 0; at = bytes.indexOf(SCAN, at + 2)) scans++;
  return scans;
}

/** SOF0 to SOF15, between which tables have their markers, and JPEG-LS's SOF55. */
function isFrame(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return (marker >= 0xc0 && marker <= 0xcf && !isTable) || marker === 0xf7;
}

function readFrame(view: DataView, content: number) {
  const components = view.getUint8(content + 5);
  const names = Array.from({ length: components }, (_, i) => String.fromCharCode(view.getUint8(content + 6 + 3 * i)));
  return {
    precision: view.getUint8(content),
    height: view.getUint16(content + 1),
    width: view.getUint16(content + 3),
    components,
    isNamedRgb: names.join('').toUpperCase() === 'RGB',
  };
}

/** The SIZ segment (ISO/IEC 15444-1, A.5.1), which comes first in a codestream; some files wrap that into boxes. */
function readJpeg2000(view: DataView): Codestream | null {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const start = bytes.subarray(0, 4096).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
  if (start < 0) return null;
  const size = start + 8;
  const components = view.getUint16(size + 32);
  const depth = view.getUint8(size + 34);
  for (let i = 0; i < components; i++) {
    // Decoders are given components of one depth that cover every pixel.
    const [own, across, down] = [0, 1, 2].map((offset) => view.getUint8(size + 34 + 3 * i + offset));
    if (own !== depth || across !== 1 || down !== 1) return null;
  }
  return {
    width: view.getUint32(size) - view.getUint32(size + 8),
    height: view.getUint32(size + 4) - view.getUint32(size + 12),
    components,
    precision: (depth & 0x7f) + 1,
    isNamedRgb: false,
    isJfif: false,
    isPlanar: false,
  };
}
