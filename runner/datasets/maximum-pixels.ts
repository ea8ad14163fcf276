import { UnreadableImage } from './unreadable-image';

/** 16384 x 8192: 400 MB as RGB. */
export const MAXIMUM_PIXELS = 2 ** 27;

/** Called with what a header claims, before memory is taken. @throws UnreadableImage */
export function refuseHuge(width: number, height: number): void {
  if (width * height > MAXIMUM_PIXELS)
    throw new UnreadableImage(
      'size',
      `it claims ${width} x ${height} pixels; scale it down to ${MAXIMUM_PIXELS} at most.`,
    );
}
