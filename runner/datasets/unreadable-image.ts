/**
 * `missing`: no such file, or one that may not be read. `empty`: no bytes. `format`: no image of a kind that is read. `damaged`: cut short or
 * not what its header says. `size`: more pixels than are read, or too few to train on. `depth`: samples that are no integers of up to 16 bits. `colour`: channels or
 * a colour space that is not read. `frames`: several images. Of DICOM alone: `no-pixels`: no image in it. `syntax`: encoded in a way that is not read.
 */
export type ImageProblemCode =
  | 'missing'
  | 'empty'
  | 'format'
  | 'damaged'
  | 'size'
  | 'depth'
  | 'colour'
  | 'no-pixels'
  | 'frames'
  | 'syntax';

/** An image that cannot be read; the message says why and what to do, without the file's name. */
export class UnreadableImage extends Error {
  override readonly name = 'UnreadableImage';
  readonly code: ImageProblemCode;

  constructor(code: ImageProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}
