import type { ByteSource } from '../byte-source';
import type { PickleText } from '../pickle/pickle-value';
import type { Region } from './region';

const PIECE = 65536;

/** The bytes that the letters of a text in UTF-8 stand for, each of Latin-1 (Python's `_codecs.encode(text, 'latin1')`); decoded when they are read. */
export function latin1Text(source: ByteSource, text: PickleText, length: number): Region {
  const wrong = () => source.corrupt(`the text at ${text.position} is not the ${length} bytes that its array has`);
  return {
    length,
    offset: null,
    read(start, size, allocate = (size) => new Uint8Array(size)) {
      const bytes = allocate(size);
      let to = -start;
      let lead = 0;
      for (let done = 0; done < text.length; done += PIECE) {
        const piece = source.view(text.position + done, Math.min(PIECE, text.length - done));
        for (let from = 0; from < piece.length; from++) {
          const byte = piece[from]!;
          if (lead === 0 && byte >= 0x80) {
            if (byte !== 0xc2 && byte !== 0xc3) throw wrong();
            lead = byte;
            continue;
          }
          if (lead !== 0 && (byte & 0xc0) !== 0x80) throw wrong();
          // Beyond the part that is asked for, a typed array drops what is written.
          bytes[to++] = lead === 0xc3 ? byte | 0x40 : byte;
          lead = 0;
        }
      }
      if (lead !== 0 || to + start !== length) throw wrong();
      return bytes;
    },
  };
}
