/** The file of a prepared dataset: 8-bit RGB squares, each followed by its mask where there are masks. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Pixels } from './pixels';

export interface PreparedLayout {
  readonly path: string;
  /** Of every image, in pixels. */
  readonly side: number;
  readonly hasMasks: boolean;
}

/** Bytes of one record: an image, and its mask. */
export function recordBytes({ side, hasMasks }: Omit<PreparedLayout, 'path'>): number {
  return side * side * (hasMasks ? 4 : 3);
}

/** Reads records by position, from the page cache once warm; as many threads as there are may each open the file. */
export class PreparedFile {
  readonly layout: PreparedLayout;
  readonly #file: number;

  constructor(layout: PreparedLayout) {
    this.layout = layout;
    this.#file = openSync(layout.path, 'r');
  }

  /** [side, side, 3] */
  image(row: number): Pixels {
    return this.#read(row, 0, 3);
  }

  /** [side, side, 1], 0 or 1; only where there are masks. */
  mask(row: number): Pixels {
    return this.#read(row, 3, 1);
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(row: number, channelsBefore: number, channels: 1 | 3): Pixels {
    const { path, side } = this.layout;
    const data = new Uint8Array(side * side * channels);
    const start = row * recordBytes(this.layout) + channelsBefore * side * side;
    if (readSync(this.#file, data, 0, data.length, start) !== data.length)
      throw new Error(`${path} was cut short while in use.`);
    return { width: side, height: side, channels, data };
  }
}
