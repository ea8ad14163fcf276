import type { Strided } from '../strided';
import { type PickleBytes, type PickleText, PickleThing } from './pickle-value';

/** Where PyTorch keeps a tensor's values: an entry of the archive, or a part of the file, known by a key. */
export class StorageReference {
  constructor(
    readonly key: string,
    /** As the pickle says. */
    readonly byteLength: number,
    /** Of a view: where it starts in its storage, in bytes. */
    readonly byteOffset: number,
  ) {}
}

/** In a text, each letter of Latin-1 is a byte. */
export type TensorValues = StorageReference | PickleBytes | PickleText | Uint8Array | string;

/** A tensor as a pickle describes it. */
export class PickledTensor extends PickleThing {
  constructor(
    readonly strided: Strided,
    readonly values: TensorValues,
  ) {
    super();
  }

  /** Attributes that Python code has put on the tensor. */
  override build(): boolean {
    return true;
  }
}

/** A tensor, or its storage, of a kind that no encoder has: it stays closed, and the rest of the file is read. */
export class UnreadTensor extends PickleThing {
  /** @param what it is: `a quantized tensor` */
  constructor(readonly what: string) {
    super();
  }

  override build(): boolean {
    return true;
  }
}
