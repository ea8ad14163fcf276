import { ELEMENT_KINDS, type ElementKind } from './element-kinds';

/** A tensor as a view of a storage; strides and offset count elements. */
export interface Strided {
  readonly kind: ElementKind;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly bigEndian: boolean;
}

/** PyTorch and NumPy have no more. */
export const MAXIMUM_DIMENSIONS = 64;

/** Elements may be used more than once (torch.expand), within reason. */
const MAXIMUM_EXPANDED_BYTES = 16 * 2 ** 20;

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Strides of a contiguous tensor: the last dimension is densest, or for Fortran's order the first. */
export function contiguousStrides(shape: readonly number[], fortran = false): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let index = 0; index < shape.length; index++) {
    const dimension = fortran ? index : shape.length - 1 - index;
    strides[dimension] = stride;
    stride *= shape[dimension]!;
  }
  return strides;
}

/** Says what is wrong with a view of a storage of so many bytes; null when it lies inside. */
export function faultOf({ kind, shape, strides, offset }: Strided, storageBytes: number): string | null {
  const whole = (sizes: readonly number[]) => sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!whole(shape)) return `it has the shape [${shape}]`;
  if (!whole(strides) || strides.length !== shape.length) return `it has the strides [${strides}] for [${shape}]`;
  if (!whole([offset])) return `it begins at element ${offset}`;
  const count = countOf(shape);
  const { bytes } = ELEMENT_KINDS[kind];
  if (!Number.isSafeInteger(count * bytes)) return `it has the shape [${shape}]`;
  if (count === 0) return null;
  if (overlaps(shape, strides)) return `its elements overlap with the strides [${strides}] for [${shape}]`;
  const last = shape.reduce((sum, side, dimension) => sum + (side - 1) * strides[dimension]!, offset);
  if ((last + 1) * bytes > storageBytes)
    return `it ends at byte ${(last + 1) * bytes} of a storage of ${storageBytes} bytes`;
  if (count * bytes > storageBytes && count * bytes > MAXIMUM_EXPANDED_BYTES)
    return `it spreads ${storageBytes} bytes over ${count * bytes}`;
  return null;
}

/**
 * Two places of a view share an element, as no transposed or sliced tensor does: from the densest dimension on, each must step over all that
 * the ones before it span. A stride of 0 (torch.expand) repeats and does not count.
 */
function overlaps(shape: readonly number[], strides: readonly number[]): boolean {
  const steps = shape.map((side, dimension) => ({ side, stride: strides[dimension]! }));
  const moving = steps.filter(({ side, stride }) => side > 1 && stride > 0).sort((a, b) => a.stride - b.stride);
  let span = 1;
  for (const { side, stride } of moving) {
    if (stride < span) return true;
    span += (side - 1) * stride;
  }
  return false;
}

/** The part of its storage that a tensor lies in, in bytes. */
export function extentOf({ kind, shape, strides, offset }: Strided): { start: number; length: number } {
  const { bytes } = ELEMENT_KINDS[kind];
  if (countOf(shape) === 0) return { start: 0, length: 0 };
  const span = shape.reduce((sum, side, dimension) => sum + (side - 1) * strides[dimension]!, 1);
  return { start: offset * bytes, length: span * bytes };
}

/** The values of a tensor, contiguous and little-endian, from its extent. */
export function gather(tensor: Strided, extent: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const contiguous = isContiguous(tensor) ? extent : inOrder(tensor, extent);
  return tensor.bigEndian ? swapped(contiguous, tensor.kind) : contiguous;
}

function isContiguous({ shape, strides }: Strided): boolean {
  const expected = contiguousStrides(shape);
  return shape.every((side, dimension) => side === 1 || strides[dimension] === expected[dimension]);
}

function inOrder({ kind, shape, strides }: Strided, extent: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { bytes } = ELEMENT_KINDS[kind];
  const result = new Uint8Array(countOf(shape) * bytes);
  if (result.length === 0) return result;
  const [innerSide, innerStride] = [shape.at(-1)!, strides.at(-1)!];
  const index = new Array<number>(shape.length - 1).fill(0);
  const rows = countOf(shape.slice(0, -1));
  for (let row = 0, to = 0; row < rows; row++) {
    let from = index.reduce((sum, place, dimension) => sum + place * strides[dimension]!, 0) * bytes;
    for (let inner = 0; inner < innerSide; inner++, from += innerStride * bytes) {
      for (let byte = 0; byte < bytes; byte++) result[to++] = extent[from + byte]!;
    }
    for (let dimension = index.length - 1; dimension >= 0 && ++index[dimension]! === shape[dimension]; dimension--)
      index[dimension] = 0;
  }
  return result;
}

/** Complex numbers are two. */
function swapped(bytes: Uint8Array<ArrayBuffer>, kind: ElementKind): Uint8Array<ArrayBuffer> {
  const size = ELEMENT_KINDS[kind].bytes / (kind === 'C64' || kind === 'C128' ? 2 : 1);
  for (let start = 0; start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
  return bytes;
}
