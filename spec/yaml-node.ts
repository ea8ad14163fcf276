import { type Document, isAlias, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Range } from './diagnostic';

/** Where a node stands in the text, quotes and brackets included; null for a value that is not there. */
export function rangeOf(node: Node | null | undefined): Range | null {
  return node?.range ? { start: node.range[0], end: node.range[1] } : null;
}

/** What an alias (`*name`) stands for; other nodes stand for themselves. An alias to nothing is null. */
export function resolved(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  /** null: nothing stands behind the colon. */
  readonly value: Node | null;
}

/** The entries of a map in the order of the text. A key that is no plain value reads as `?`. */
export function entriesOf(map: YAMLMap): readonly Entry[] {
  return (map.items as Pair<Node | null, Node | null>[]).map(({ key, value }) => ({
    key: keyText(key),
    keyRange: rangeOf(key) ?? rangeOf(value) ?? { start: 0, end: 0 },
    value: isMissing(value) ? null : value,
  }));
}

/** Maps and lists may be keys in YAML; none is one here, and their text could be endless. */
function keyText(key: Node | null): string {
  return isScalar(key) ? String(key.value ?? '') : '?';
}

/** `key:` with nothing behind it is an empty scalar in YAML, unlike `key: null` and `key: ~`. */
export function isMissing(value: Node | null): boolean {
  return value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '');
}
