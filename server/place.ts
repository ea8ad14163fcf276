import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, visit } from 'yaml';
import type { Range } from '../spec/diagnostic';
import { MARK, repair } from './repair';

/** Keys and list indices from the root of a spec to one of its nodes. */
export type KeyPath = readonly (string | number)[];

/** Where in the spec's grammar the cursor stands while someone types. */
export interface Place {
  /** `key`: a key of the map at `path`. `value`: the value at `path`. */
  readonly role: 'key' | 'value';
  readonly path: KeyPath;
  /** The repaired text as a document, with the mark in it. */
  readonly document: Document;
  /** Keys that the map around the cursor has already, without the one being typed; empty for list items. */
  readonly siblings: readonly string[];
  /** What has been typed in front of the cursor, without quotes. */
  readonly typed: string;
  readonly quote: '' | '"' | "'";
  /** What a completion replaces, in the text as it is. */
  readonly range: Range;
  /** Blank or dash that a completion has to bring along. */
  readonly missing: '' | '- ' | ' ';
  /** In a flow collection, where everything has to stay on the line. */
  readonly flow: boolean;
  /** The key is typed already, with its colon: replacing it must not bring another. */
  readonly hasValue: boolean;
  /** Column of what a completion inserts; the keys of a block below it stand two further right. */
  readonly column: number;
  /** Nothing but blanks and dashes in front of it on its line. */
  readonly startsLine: boolean;
}

/** null where nothing of the grammar can stand: in comments and in long scalars. */
export function placeAt(text: string, offset: number): Place | null {
  const repaired = repair(text, offset);
  if (repaired === null) return null;
  const { document } = repaired;
  let found: { readonly scalar: Scalar; readonly isKey: boolean; readonly ancestors: readonly Ancestor[] } | null =
    null;
  visit(document, {
    Scalar(role, scalar, ancestors) {
      if (typeof scalar.value !== 'string' || !scalar.value.includes(MARK)) return undefined;
      found = { scalar, isKey: role === 'key', ancestors: ancestors as readonly Ancestor[] };
      return visit.BREAK;
    },
  });
  if (found === null) return null;
  const { scalar, isKey, ancestors } = found as { scalar: Scalar; isKey: boolean; ancestors: readonly Ancestor[] };
  const parents = ancestors.filter((ancestor) => isMap(ancestor) || isSeq(ancestor));
  const parent = parents.at(-1);
  const path = pathOf(ancestors, scalar);
  const quote = /^["']/.exec(repaired.typed)?.[0] as '"' | "'" | undefined;
  const line = text.slice(text.lastIndexOf('\n', repaired.start - 1) + 1, repaired.start) + repaired.missing;
  return {
    role: isKey ? 'key' : 'value',
    path: isKey ? path.slice(0, -1) : path,
    document,
    siblings: isKey && isMap(parent) ? otherKeys(parent.items as Pair<Node>[]) : [],
    typed: repaired.typed.slice(quote ? 1 : 0),
    quote: quote ?? '',
    range: { start: repaired.start, end: repaired.end },
    missing: repaired.missing,
    flow: parents.some((ancestor) => ancestor.flow === true),
    hasValue: /^[ \t]*:/.test(text.slice(repaired.end)),
    column: line.length,
    startsLine: /^[\s-]*$/.test(line),
  };
}

type Ancestor = Document | Node | Pair;

function pathOf(ancestors: readonly Ancestor[], scalar: Scalar): KeyPath {
  const path: (string | number)[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    const child = ancestors[index + 1] ?? scalar;
    if (isSeq(ancestor)) path.push(ancestor.items.indexOf(child));
    else if (isMap(ancestor)) path.push(keyText((child as Pair<Node>).key));
  }
  return path;
}

function otherKeys(pairs: readonly Pair<Node>[]): string[] {
  return pairs.map(({ key }) => keyText(key)).filter((key) => !key.includes(MARK));
}

function keyText(key: Node): string {
  return isScalar(key) ? String(key.value) : '';
}
