const TILE_OFFSETS = 324;
const TILE_BYTE_COUNTS = 325;

/** Bytes of an unsigned integer, by the number of its type: SHORT, LONG, LONG8. */
const INTEGERS: Readonly<Record<number, 2 | 4 | 8>> = { 3: 2, 4: 4, 16: 8 };

/**
 * Whether the tiles of a TIFF's first image end inside the file, which libvips does not mind; that strips do, it sees itself. Classic and BigTIFF
 * (TIFF 6.0, sections 2 and 15). `none`: it has strips.
 */
export function tilesOf(bytes: Uint8Array): 'none' | 'whole' | 'cut' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  const isBig = view.getUint16(2, isLittle) === 43;
  const integer = (at: number, size: 2 | 4 | 8) => {
    if (size === 8) return Number(view.getBigUint64(at, isLittle));
    return size === 4 ? view.getUint32(at, isLittle) : view.getUint16(at, isLittle);
  };
  const word = isBig ? 8 : 4;

  /** The values of the field at `at`: in it where they fit, else where it points. */
  function* valuesAt(at: number): Generator<number> {
    const size = INTEGERS[integer(at + 2, 2)] ?? 4;
    const count = integer(at + 4, word);
    const inField = at + 4 + word;
    const from = count * size <= word ? inField : integer(inField, word);
    for (let i = 0; i < count; i++) yield integer(from + i * size, size);
  }

  try {
    const directory = integer(word, word);
    const lengthSize = isBig ? 8 : 2;
    const fields = new Map<number, number>();
    for (let i = 0; i < integer(directory, lengthSize); i++) {
      const at = directory + lengthSize + i * (4 + 2 * word);
      fields.set(integer(at, 2), at);
    }
    const [offsets, counts] = [fields.get(TILE_OFFSETS), fields.get(TILE_BYTE_COUNTS)];
    if (offsets === undefined || counts === undefined) return 'none';
    const lengths = valuesAt(counts);
    for (const offset of valuesAt(offsets)) if (offset + (lengths.next().value ?? 0) > bytes.length) return 'cut';
    return 'whole';
  } catch (error) {
    if (error instanceof RangeError) return 'cut';
    throw error;
  }
}
