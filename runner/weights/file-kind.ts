import { basename, posix } from 'node:path';
import type { ByteSource } from './byte-source';
import { WeightsError } from './weights-error';

/** What a file is by its first bytes. */
export type FileKind = 'zip' | 'pickle' | 'npy' | 'safetensors';

/** @throws WeightsError for files that are no weights, with what they are and what to do about it */
export function fileKind(source: ByteSource): FileKind {
  const start = source.view(0, Math.min(source.size, 512));
  const text = Buffer.from(start).toString('latin1');
  const wrong = (message: string) => new WeightsError('other-kind', source.file, message);
  if (source.size === 0) throw source.corrupt('this file is empty');
  if (start.every((byte) => byte === 0)) throw source.corrupt('it begins with zeros alone, as broken downloads do');
  const part = /^(.*)\.(data-\d{5}-of-\d{5}|meta)$/.exec(basename(source.file));
  if (part) throw wrong(`this is a part of a TensorFlow checkpoint; name ${part[1]}.index, which lies beside it.`);
  if (text.startsWith('PK\x03\x04')) return 'zip';
  if (text.startsWith('\x93NUMPY')) return 'npy';
  const prose = plainText(start);
  if (prose !== null && !isPickle(start)) throw wrong(whatTextSays(prose));
  if (text.startsWith('\x89HDF')) throw wrong('this is an HDF5 file (Keras); export the weights as .safetensors.');
  if (text.startsWith('\x1f\x8b')) throw wrong('this file is compressed with gzip; unpack it first (gunzip).');
  if (text.slice(257, 262) === 'ustar') throw wrong(TAR);
  if (start[8] === '{'.charCodeAt(0) || source.size < 2) return 'safetensors';
  return isPickle(start) ? 'pickle' : 'safetensors';
}

/** The first letters of a file that is text, without its mark of byte order; null for all others. */
function plainText(start: Uint8Array): string | null {
  try {
    const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : 'utf-8';
    // `stream`: what is cut off within a letter is no fault.
    const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true }).trim();
    return /[^\P{Cc}\s]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function whatTextSays(text: string): string {
  if (/^<(!doctype html|html|head|body)/i.test(text))
    return 'this is a web page, not weights: the download went wrong; download it anew.';
  if (text.startsWith('version https://git-lfs'))
    return 'this is a Git LFS pointer, not the weights; run `git lfs pull` in its folder.';
  const checkpoint = /^model_checkpoint_path: "([^"]*)"/.exec(text)?.[1];
  if (checkpoint !== undefined)
    return `this is TensorFlow's note of its latest checkpoint; name ${posix.basename(checkpoint)}.index, which lies beside it.`;
  const line = text.replace(/\s+/g, ' ');
  return `this is text, not weights: "${line.slice(0, 80)}${line.length > 80 ? '…' : ''}"; if it was downloaded, that went wrong: download it anew.`;
}

/** A pickle of protocol 2 and above opens with its protocol; older ones with a mark, a dict, a list or a global. */
function isPickle(start: Uint8Array): boolean {
  const [first, second] = [start[0]!, start[1]!];
  return (first === 0x80 && second <= 5) || '(]}c)'.includes(String.fromCharCode(first));
}

const TAR =
  'this is a tar archive: the weights are inside of it, or it is of PyTorch before 0.1.10. Unpack it (tar xf), or save it anew with Python: torch.save(torch.load("FILE"), "weights.pth").';
