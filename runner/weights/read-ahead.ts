import type { DataThreads } from '../feeding/data-threads';
import { reusedMemory, sharedMemory } from './byte-source';
import type { FloatPlace } from './read-floats';
import type { LazyTensor } from './tensor-entry';

export interface TensorBytes {
  /** As `LazyTensor.read` gives them; until the next tensor is asked for. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** undefined: nobody has looked. */
  readonly allFinite?: boolean;
}

type Named = readonly [name: string, tensor: LazyTensor];

/** Tensors that are read at once: most are small. */
interface Piece {
  readonly tensors: readonly Named[];
  /** Where they lie; null for one that is not read in a thread. */
  readonly places: readonly FloatPlace[] | null;
}

/** Bytes of a piece, or the one tensor that is larger. */
const PIECE = 2 ** 20;

/** In memory at a time: one is taken while the others are read. */
const PIECES = 3;

/** What TensorFlow wants the addresses of numbers to be a multiple of. */
const ALIGNMENT = 64;

/**
 * Reads tensors in threads ahead of whoever takes them, and looks there whether their numbers are finite: float32 that lies in the file
 * as it is. The others are read when their turn comes.
 */
export async function* readAhead(
  path: string,
  tensors: Iterable<Named>,
  threads: DataThreads,
): AsyncGenerator<readonly [name: string, tensor: LazyTensor, read: TensorBytes]> {
  const pieces = inPieces(tensors);
  const largest = Math.max(...pieces.map(({ places }) => endOf(places ?? [])));
  const memories = Array.from({ length: PIECES }, () => sharedMemory(largest));
  const allocate = reusedMemory();
  const begin = (index: number) => {
    const places = pieces[index]?.places;
    // What cannot be read there is read here, where it fails with its own error.
    return places ? threads.run('readFloats', path, places, memories[index % PIECES]!).catch(() => null) : null;
  };
  const ahead = pieces.slice(0, PIECES - 1).map((_, index) => begin(index));
  for (const [index, { tensors, places }] of pieces.entries()) {
    ahead.push(begin(index + PIECES - 1));
    const finite = await ahead.shift();
    for (const [place, [name, tensor]] of tensors.entries()) {
      if (!finite) yield [name, tensor, { bytes: tensor.read(allocate) }];
      else {
        const { start, length } = places![place]!;
        const bytes = memories[index % PIECES]!.subarray(start, start + length);
        yield [name, tensor, { bytes, allFinite: finite[place]! }];
      }
    }
  }
}

function inPieces(tensors: Iterable<Named>): Piece[] {
  const pieces: { tensors: Named[]; places: FloatPlace[] | null }[] = [];
  for (const named of tensors) {
    const { kind, offset, isPlain, byteLength: length } = named[1];
    const last = pieces.at(-1);
    if (kind !== 'F32' || offset === null || !isPlain) {
      pieces.push({ tensors: [named], places: null });
    } else if (last?.places && endOf(last.places) + length <= PIECE) {
      const start = Math.ceil(endOf(last.places) / ALIGNMENT) * ALIGNMENT;
      last.tensors.push(named);
      last.places.push({ offset, length, start });
    } else {
      pieces.push({ tensors: [named], places: [{ offset, length, start: 0 }] });
    }
  }
  return pieces;
}

function endOf(places: readonly FloatPlace[]): number {
  const last = places.at(-1);
  return last ? last.start + last.length : 0;
}
