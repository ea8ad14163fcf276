/** The names a spec declares and uses, read from its YAML alone, so that they are there while other parts of the text are half-typed. */
import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type ParsedNode } from 'yaml';
import { findCatalogDataset } from '../catalog/datasets';
import { findCatalogTask } from '../catalog/tasks';
import type { Range } from '../spec/diagnostic';

export type NameKind = 'dataset' | 'initialization' | 'task';

/** A place where a name is declared. */
export interface Declaration {
  readonly kind: NameKind;
  readonly name: string;
  /** The name itself, quotes included. */
  readonly nameRange: Range;
  /** The whole entry. */
  readonly range: Range;
  /** What it is, in a few words, for lists. */
  readonly detail: string;
  /** Whether the spec may call it otherwise; false where the name alone says what it is, as `- TXC` or `- imagenet`. */
  readonly ownName: boolean;
}

/** A place where a name that is declared elsewhere is used: `data:`, `on:`, `pretrained-on:` or `from:`. */
export interface Reference {
  readonly kind: NameKind;
  readonly name: string;
  readonly range: Range;
}

export interface Outline {
  /** Value of the key `name`; null when absent. */
  readonly title: { readonly text: string; readonly range: Range } | null;
  readonly datasets: readonly Declaration[];
  readonly tasks: readonly Declaration[];
  readonly initializations: readonly Declaration[];
  readonly references: readonly Reference[];
  /** Top-level entries, key to the end of the value, by key. */
  readonly sections: ReadonlyMap<string, { readonly keyRange: Range; readonly range: Range }>;
}

export function outline(document: Document): Outline {
  const root = document.contents;
  const tasks = itemsOf(valueAt(root, 'tasks'));
  const initializations = itemsOf(valueAt(root, 'initializations'));
  return {
    title: namedScalar(valueAt(root, 'name')),
    datasets: pairsOf(valueAt(root, 'data')).flatMap(([key, value, range]) => {
      const scalar = namedScalar(key);
      return scalar
        ? [declare('dataset', scalar, range, datasetDetail(value), ownName('dataset', scalar.text, value))]
        : [];
    }),
    tasks: tasks.flatMap((item) => declareItem('task', item, taskDetail(item))),
    initializations: initializations.flatMap((item) => declareItem('initialization', item, initializationDetail(item))),
    references: [
      ...tasks.flatMap((item) => refer('dataset', valueAt(item, 'data'))),
      ...initializations.flatMap((item) => {
        const pretrain = valueAt(item, 'pretrain');
        const seen = valueAt(item, 'pretrained-on');
        return [
          ...refer('initialization', valueAt(pretrain, 'from')),
          ...[valueAt(pretrain, 'on'), seen, ...itemsOf(seen)].flatMap((node) => refer('dataset', node)),
        ];
      }),
      ...refer('initialization', valueAt(valueAt(root, 'statistics'), 'reference')),
    ],
    sections: new Map(
      pairsOf(root).flatMap(([key, , range]) => {
        const scalar = namedScalar(key);
        return scalar ? [[scalar.text, { keyRange: scalar.range, range }] as const] : [];
      }),
    ),
  };
}

/** Every declaration, in the order of the text's sections. */
export function declarations(names: Outline): readonly Declaration[] {
  return [...names.datasets, ...names.tasks, ...names.initializations];
}

function declareItem(kind: NameKind, item: Node, detail: string): Declaration[] {
  const scalar = namedScalar(isMap(item) ? valueAt(item, 'name') : item);
  const range = rangeOf(item);
  return scalar && range ? [declare(kind, scalar, range, detail, ownName(kind, scalar.text, item))] : [];
}

function declare(
  kind: NameKind,
  name: NonNullable<Outline['title']>,
  range: Range,
  detail: string,
  ownName: boolean,
): Declaration {
  return { kind, name: name.text, nameRange: name.range, range, detail, ownName };
}

function refer(kind: NameKind, node: Node | null): Reference[] {
  const scalar = namedScalar(node);
  return scalar ? [{ kind, name: scalar.text, range: scalar.range }] : [];
}

/** Whether the rest of the entry says what it is, or the name does, which the catalog knows. */
function ownName(kind: NameKind, name: string, entry: Node | null): boolean {
  switch (kind) {
    case 'dataset':
      return isMap(entry) || findCatalogDataset(name) === null;
    case 'task':
      return isMap(entry) && findCatalogTask(name) === null;
    case 'initialization':
      return valueAt(entry, 'pretrain') !== null || valueAt(entry, 'weights') !== null;
  }
}

function datasetDetail(value: Node | null): string {
  const phantom = scalarText(valueAt(value, 'phantom'));
  return phantom ? `phantom images: ${phantom}` : (scalarText(value) ?? '');
}

function taskDetail(item: Node): string {
  return [scalarText(valueAt(item, 'kind')), scalarText(valueAt(item, 'data'))].filter(Boolean).join(' on ');
}

function initializationDetail(item: Node): string {
  const pretrain = valueAt(item, 'pretrain');
  const from = scalarText(valueAt(pretrain, 'from'));
  const on = scalarText(valueAt(pretrain, 'on'));
  return from && on ? `${from}, then ${on}` : (scalarText(valueAt(item, 'weights')) ?? '');
}

export function valueAt(node: Node | null, key: string): Node | null {
  if (!isMap(node)) return null;
  const value = node.get(key, true);
  return value ?? null;
}

function itemsOf(node: Node | null): Node[] {
  return isSeq<Node | null>(node) ? node.items.filter((item) => item !== null) : [];
}

function pairsOf(node: Node | null): (readonly [key: Node, value: Node | null, range: Range])[] {
  if (!isMap(node)) return [];
  return (node.items as Pair<ParsedNode, ParsedNode | null>[]).map(({ key, value }) => [
    key,
    value,
    { start: key.range[0], end: value?.range[1] ?? key.range[1] },
  ]);
}

function namedScalar(node: Node | null): Outline['title'] {
  const text = scalarText(node);
  const range = rangeOf(node);
  return text !== null && range !== null ? { text, range } : null;
}

/** A name may look like a number; an empty one is none. */
function scalarText(node: Node | null): string | null {
  return isScalar(node) && node.value !== null && node.value !== '' ? String(node.value) : null;
}

function rangeOf(node: Node | null): Range | null {
  return node?.range ? { start: node.range[0], end: node.range[1] } : null;
}
