import path from 'node:path';
import { Context, log, NativeCodecs } from 'dcmjs-codecs';
import { packageFolder } from '../../engines/package-folder';
import { UnreadableImage } from '../unreadable-image';
import type { Codestream } from './codestream';
import type { Coding } from './transfer-syntax';

const DECODERS = {
  jpeg: 'decodeJpeg',
  'jpeg-ls': 'decodeJpegLs',
  'jpeg-2000': 'decodeJpeg2000',
  'ht-jpeg-2000': 'decodeHtJpeg2000',
} as const satisfies Partial<Record<Coding, string>>;

export type EncodedCoding = keyof typeof DECODERS;

// What its libraries print is in the errors, too.
log.disableAll(false);

/** The WebAssembly module while it is being started. */
let starting: Promise<void> | null = null;

/**
 * Decodes an encoded frame whose size has been checked. Colours stay as they are encoded, but for JPEG 2000, which makes RGB of its own.
 *
 * @returns one or two bytes a sample, by the codestream's precision
 * @throws UnreadableImage
 */
export async function decodeFrame(
  frame: Uint8Array,
  coding: EncodedCoding,
  { width, height, components, precision }: Codestream,
  isSigned: boolean,
): Promise<Uint8Array> {
  // Another file's failure may end the module between its start and this line.
  while (!NativeCodecs.isInitialized()) {
    starting ??= NativeCodecs.initializeAsync({ webAssemblyModulePathOrUrl: moduleFile() });
    await starting.finally(() => {
      starting = null;
    });
  }
  const context = new Context({
    width,
    height,
    samplesPerPixel: components,
    // The decoders write as many bytes as the codestream's precision needs, whatever the DICOM elements say.
    bitsAllocated: precision > 8 ? 16 : 8,
    bitsStored: precision,
    pixelRepresentation: isSigned ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: components === 1 ? 'MONOCHROME2' : 'RGB',
    encodedBuffer: frame,
  });
  try {
    const decoded = NativeCodecs[DECODERS[coding]](context).getDecodedBuffer();
    if (decoded?.length === width * height * components * (precision > 8 ? 2 : 1)) return decoded;
  } catch (error) {
    // What failed half-way has left its memory behind, and maybe worse: the next file gets a module of its own.
    NativeCodecs.release();
    throw new UnreadableImage('damaged', `its pixels are damaged or cut short (${reasonOf(error)}); copy it anew.`);
  }
  throw new UnreadableImage('damaged', 'its pixels decode to another size than it claims; copy it anew.');
}

/** The module lies beside the bundle; run from source it lies in its package. */
function moduleFile(): string {
  const folder = path.basename(__dirname) === 'dist' ? __dirname : path.join(packageFolder('dcmjs-codecs'), 'build');
  return path.join(folder, 'dcmjs-native-codecs.wasm');
}

/** `JpegDecoder8::ErrorExit::Bogus Huffman table` → `Bogus Huffman table`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf('::') + 1).replace(/^:/, '');
}
