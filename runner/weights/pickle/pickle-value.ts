/** What a pickle builds, as plain values: nothing here is, or calls, what the pickle names. */
export type PickleValue = null | boolean | number | bigint | string | Uint8Array | PickleThing;

/** Anything that is no plain number, text or bytes. */
export abstract class PickleThing {
  /** The opcode BUILD: the state that Python would hand to the object. False where the thing takes none. */
  build(_state: PickleValue): boolean {
    return false;
  }
}

export class PickleTuple extends PickleThing {
  constructor(readonly items: readonly PickleValue[]) {
    super();
  }
}

/** A list, or a set. */
export class PickleList extends PickleThing {
  readonly items: PickleValue[] = [];
}

/** A dict, an OrderedDict, or something else that is filled like one. */
export class PickleDict extends PickleThing {
  readonly entries = new Map<PickleValue, PickleValue>();

  constructor(entries: Iterable<readonly [PickleValue, PickleValue]> = []) {
    super();
    for (const [key, value] of entries) this.entries.set(key, value);
  }

  /** Attributes of an OrderedDict, such as `_metadata` of a state dict: of no use here. */
  override build(): boolean {
    return true;
  }
}

/** Bytes of a file that are not read yet: the values of an array inside the pickle. */
export class PickleBytes extends PickleThing {
  constructor(
    readonly position: number,
    readonly length: number,
  ) {
    super();
  }
}

/** Text of a file that is not read yet: protocol 2 writes bytes as such, each a letter of Latin-1. */
export class PickleText extends PickleThing {
  /** @param length of its UTF-8, in bytes */
  constructor(
    readonly position: number,
    readonly length: number,
  ) {
    super();
  }

  override toString(): string {
    return `a text of ${this.length} bytes`;
  }
}

/** A name of Python's, which stays a name. */
export class PickleGlobal extends PickleThing {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {
    super();
  }

  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** An instance of a class that means nothing here (settings, an optimizer, a network): its parts lie in it, and nothing was made of them. */
export class PickleObject extends PickleThing {
  state: PickleValue = null;
  readonly list = new PickleList();
  readonly dict = new PickleDict();

  constructor(
    readonly type: PickleGlobal,
    readonly parts: readonly PickleValue[],
  ) {
    super();
  }

  override build(state: PickleValue): boolean {
    this.state = state;
    return true;
  }
}
