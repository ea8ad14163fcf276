import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Range } from '../spec/diagnostic';
import { touches } from './lsp-range';
import type { KeyPath } from './place';

/** The key or the plain value under the cursor. */
export interface NodeAt {
  readonly role: 'key' | 'value';
  /** Path of the value, also for its key. */
  readonly path: KeyPath;
  readonly text: string;
  readonly range: Range;
}

export function nodeAt(document: Document, offset: number): NodeAt | null {
  return within(document.contents, [], offset);
}

function within(node: Node | null, path: KeyPath, offset: number): NodeAt | null {
  if (isScalar(node)) return under(node, 'value', path, offset);
  if (isSeq<Node | null>(node)) return first(node.items, (item, index) => within(item, [...path, index], offset));
  if (!isMap<Node, Node | null>(node)) return null;
  return first(node.items, ({ key, value }) => {
    if (!isScalar(key)) return null;
    const inner = [...path, String(key.value)];
    return under(key, 'key', inner, offset) ?? within(value, inner, offset);
  });
}

function under(node: Node, role: NodeAt['role'], path: KeyPath, offset: number): NodeAt | null {
  if (!isScalar(node) || !node.range || node.value === null) return null;
  const range = { start: node.range[0], end: node.range[1] };
  return touches(range, offset) ? { role, path, text: String(node.value), range } : null;
}

function first<T>(items: readonly T[], find: (item: T, index: number) => NodeAt | null): NodeAt | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found) return found;
  }
  return null;
}
