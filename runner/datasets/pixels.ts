/** An image in memory: 8 bits a channel, row by row, channels together. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3: RGB. 1: grey, or a mask. */
  readonly channels: 1 | 3;
  /** [height, width, channels] */
  readonly data: Uint8Array;
}
