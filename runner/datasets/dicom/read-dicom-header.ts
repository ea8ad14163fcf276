import { type FileHandle, open } from 'node:fs/promises';
import { refuseUnread } from '../read-image-file';
import { UnreadableImage } from '../unreadable-image';
import { type DicomHeader, dicomHeader } from './dicom-header';
import { PIXEL_DATA, parseDicom } from './parse-dicom';

/** Bytes read first; most headers are smaller. Then eight times as many, until the pixel data begins or the file ends. */
const FIRST = 2 ** 14;

/** Reads what comes before the pixels, and not these. @throws UnreadableImage */
export async function readDicomHeader(path: string): Promise<DicomHeader> {
  const file = await open(path).catch(refuseUnread);
  try {
    for (let size = FIRST; ; size *= 8) {
      const bytes = await readStart(file, size);
      const isWhole = bytes.length < size;
      const header = headerOf(bytes, isWhole);
      if (header) return header;
    }
  } finally {
    await file.close();
  }
}

/** Null: more bytes are needed. */
function headerOf(bytes: Uint8Array, isWhole: boolean): DicomHeader | null {
  try {
    const elements = parseDicom(bytes);
    return isWhole || PIXEL_DATA in elements.elements ? dicomHeader(elements) : null;
  } catch (error) {
    if (isWhole || !(error instanceof UnreadableImage) || error.code !== 'damaged') throw error;
    return null;
  }
}

async function readStart(file: FileHandle, size: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, 0);
  return buffer.subarray(0, bytesRead);
}
