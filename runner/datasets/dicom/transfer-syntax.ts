import { UnreadableImage } from '../unreadable-image';

/** How the samples of a frame are encoded. */
export type Coding = 'native' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'ht-jpeg-2000';

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly coding: Coding;
}

/** Those that are read, by UID (PS3.6, table A-1). */
const TRANSFER_SYNTAXES: Readonly<Record<string, readonly [name: string, coding: Coding]>> = {
  '1.2.840.10008.1.2': ['Implicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1': ['Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1.99': ['Deflated Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.2': ['Explicit VR Big Endian', 'native'],
  '1.2.840.10008.1.2.5': ['RLE Lossless', 'rle'],
  '1.2.840.10008.1.2.4.50': ['JPEG Baseline (Process 1)', 'jpeg'],
  '1.2.840.10008.1.2.4.51': ['JPEG Extended (Processes 2 and 4)', 'jpeg'],
  '1.2.840.10008.1.2.4.53': ['JPEG Spectral Selection (Processes 6 and 8)', 'jpeg'],
  '1.2.840.10008.1.2.4.55': ['JPEG Full Progression (Processes 10 and 12)', 'jpeg'],
  '1.2.840.10008.1.2.4.57': ['JPEG Lossless (Process 14)', 'jpeg'],
  '1.2.840.10008.1.2.4.70': ['JPEG Lossless (Process 14, Selection Value 1)', 'jpeg'],
  '1.2.840.10008.1.2.4.80': ['JPEG-LS Lossless', 'jpeg-ls'],
  '1.2.840.10008.1.2.4.81': ['JPEG-LS Near-Lossless', 'jpeg-ls'],
  '1.2.840.10008.1.2.4.90': ['JPEG 2000 Lossless', 'jpeg-2000'],
  '1.2.840.10008.1.2.4.91': ['JPEG 2000', 'jpeg-2000'],
  '1.2.840.10008.1.2.4.201': ['High-Throughput JPEG 2000 Lossless', 'ht-jpeg-2000'],
  '1.2.840.10008.1.2.4.202': ['High-Throughput JPEG 2000 Lossless, RPCL', 'ht-jpeg-2000'],
  '1.2.840.10008.1.2.4.203': ['High-Throughput JPEG 2000', 'ht-jpeg-2000'],
};

/** @throws UnreadableImage */
export function findTransferSyntax(uid: string): TransferSyntax {
  const known = Object.hasOwn(TRANSFER_SYNTAXES, uid) ? TRANSFER_SYNTAXES[uid] : undefined;
  if (!known)
    throw new UnreadableImage(
      'syntax',
      `its transfer syntax ${uid} is not read; write it anew as Explicit VR Little Endian.`,
    );
  return { uid, name: known[0], coding: known[1] };
}
