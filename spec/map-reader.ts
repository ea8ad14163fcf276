import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Range } from './diagnostic';
import type { Located } from './located';
import { type Entry, entriesOf, rangeOf, resolved } from './yaml-node';

/** Takes typed values out of a YAML map. A value that is absent or of another type is null; the walk over the schema has reported it. */
export class MapReader {
  readonly #document: Document;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(node: Node | null, document: Document) {
    const map = resolved(node, document);
    this.#document = document;
    // The first of two equal keys counts.
    this.#entries = new Map(
      isMap(map)
        ? entriesOf(map)
            .toReversed()
            .map((entry) => [entry.key, entry])
        : [],
    );
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** In the order of the text. */
  keys(): readonly Located<string>[] {
    return [...this.#entries.values()].toReversed().map(({ key, keyRange }) => ({ value: key, range: keyRange }));
  }

  keyRange(key: string): Range | null {
    return this.#entries.get(key)?.keyRange ?? null;
  }

  node(key: string): Node | null {
    return this.#entries.get(key)?.value ?? null;
  }

  map(key: string): MapReader {
    return new MapReader(this.node(key), this.#document);
  }

  /** The items of a list; empty where there is none. */
  list(key: string): readonly Node[] {
    const list = resolved(this.node(key), this.#document);
    return isSeq<Node | null>(list) ? list.items.filter((item) => item !== null) : [];
  }

  text(key: string): Located<string> | null {
    return this.#scalar(key, (value) => typeof value === 'string');
  }

  number(key: string): Located<number> | null {
    return this.#scalar(key, (value) => typeof value === 'number');
  }

  boolean(key: string): Located<boolean> | null {
    return this.#scalar(key, (value) => typeof value === 'boolean');
  }

  choice<const Value extends string | number>(key: string, allowed: readonly Value[]): Located<Value> | null {
    return this.#scalar(key, (value): value is Value => allowed.some((one) => one === value));
  }

  /** Whether the key is there with the value `null`, which means "none" where the language allows it. */
  none(key: string): Located<null> | null {
    return this.#scalar(key, (value) => value === null);
  }

  texts(key: string): Located<readonly string[]> | null {
    const range = rangeOf(this.node(key));
    const items = this.list(key).map((item) => textOf(item, this.#document));
    const texts = items.filter((item) => item !== null);
    return range !== null && texts.length > 0 ? { value: texts, range } : null;
  }

  /** A text alone, or those of a list, each with its place. */
  textOrTexts(key: string): readonly Located<string>[] | null {
    const alone = this.text(key);
    const found = this.list(key).flatMap((item): Located<string>[] => {
      const [value, range] = [textOf(item, this.#document), rangeOf(item)];
      return value !== null && range !== null ? [{ value, range }] : [];
    });
    return alone !== null ? [alone] : found.length > 0 ? found : null;
  }

  #scalar<Value>(key: string, is: (value: unknown) => value is Value): Located<Value> | null {
    const written = this.node(key);
    const node = resolved(written, this.#document);
    const range = rangeOf(written);
    return range !== null && isScalar(node) && is(node.value) ? { value: node.value, range } : null;
  }
}

/** The text of a plain node; null for maps, lists and other types. */
export function textOf(node: Node | null, document: Document): string | null {
  const scalar = resolved(node, document);
  return isScalar(scalar) && typeof scalar.value === 'string' ? scalar.value : null;
}
