/** What could be written at a place, before it becomes an item of the editor's list. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import { findByName } from '../catalog/find-by-name';
import { hasType, type NameSource, type SchemaNode, type Shape, shapesOf } from '../spec/schema';
import { describe, kindOf, plain } from './describe';
import { type CatalogNames, declaredNames, type KnownName } from './names';
import { type Outline, outline } from './outline';
import { type PathOptions, pathSuggestions } from './paths';
import type { Place } from './place';
import { asScalar } from './rename';
import { fixedValues, keysOf, shapesAt } from './shapes-at';
import { escapeSnippet, isListShape, isMapShape, keySnippet, mapSnippet } from './snippets';

export interface SuggestionOptions {
  readonly catalog: CatalogNames;
  readonly paths: PathOptions;
}

export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** In the editor's snippet syntax. */
  readonly snippet: string;
  /** Open the list again once this is inserted. */
  readonly opensList: boolean;
}

export function suggestionsAt(place: Place, options: SuggestionOptions): readonly Suggestion[] {
  const shapes = shapesAt(place.path, place.document);
  return place.role === 'key' ? keys(shapes, place, options) : values(shapes, place, options);
}

function keys(shapes: readonly Shape[], place: Place, options: SuggestionOptions): Suggestion[] {
  if (place.path.length === 1 && place.path[0] === 'data') return datasetKeys(place, options);
  const missing = keysOf(shapes).filter(({ name, node }) => !place.siblings.includes(name) && fitsLayout(node, place));
  const sorted = [...missing.filter(({ required }) => required), ...missing.filter(({ required }) => !required)];
  return sorted.map((key) => {
    const { text, opensList } = keySnippet(key, { flow: place.flow, column: place.column });
    return {
      label: key.name,
      kind: CompletionItemKind.Property,
      detail: `${kindOf(key.node)}${key.required ? ', required' : ''}`,
      documentation: describe(key.node),
      snippet: place.hasValue ? escapeSnippet(key.name) : text,
      opensList: opensList && !place.hasValue,
    };
  });
}

/** Datasets that the spec uses and does not say where to find, then those of the catalog. */
function datasetKeys(place: Place, { catalog }: SuggestionOptions): Suggestion[] {
  const names = outline(place.document);
  const used = names.references.filter(({ kind }) => kind === 'dataset').map(({ name }) => name);
  const offered = [...used.map((name) => ({ name, aliases: [], detail: 'used in this spec' })), ...catalog.dataset];
  return distinct(offered.map((known) => suggestName(known, CompletionItemKind.Property)))
    .filter(({ label }) => !place.siblings.includes(label))
    .map((each) => ({
      ...each,
      snippet: place.hasValue ? each.snippet : `${each.snippet}: $0`,
      opensList: !place.hasValue,
    }));
}

/** Once a dataset's layout is written, keys of other layouts only stand in the way. */
function fitsLayout(node: SchemaNode, place: Place): boolean {
  const layouts = shapesOf(node).find((shape) => shape['x-layouts'])?.['x-layouts'];
  const layout = place.document.getIn([...place.path, 'layout']);
  return layouts === undefined || typeof layout !== 'string' || layouts.includes(layout);
}

function values(shapes: readonly Shape[], place: Place, options: SuggestionOptions): Suggestion[] {
  const names = outline(place.document);
  const scalars = shapes.filter((shape) => !isMapShape(shape) && !isListShape(shape));
  const maps = shapes.filter(isMapShape);
  const lists = shapes.filter(isListShape);
  return distinct([
    ...scalars.flatMap((shape) => (shape['x-names'] ? named(shape['x-names'], names, place, options) : [])),
    ...fixed(scalars),
    ...presets(scalars),
    ...scalars.flatMap((shape) => (shape['x-path'] ? paths(shape['x-path'], place, options) : [])),
    ...(maps.length === 0 ? [] : mapValue(maps, place, options)),
    ...lists.flatMap((list) => listValue(list, place, options)),
  ]);
}

function fixed(shapes: readonly Shape[]): Suggestion[] {
  return fixedValues(shapes).map(({ value, description }) => ({
    label: String(value),
    kind: CompletionItemKind.EnumMember,
    ...(description ? { documentation: description } : {}),
    snippet: escapeSnippet(String(value)),
    opensList: false,
  }));
}

function presets(shapes: readonly Shape[]): Suggestion[] {
  return shapes
    .filter((shape) => typeof shape.default === 'number' && (hasType(shape, 'number') || hasType(shape, 'integer')))
    .map((shape) => ({
      label: plain(shape.default),
      kind: CompletionItemKind.Value,
      detail: 'default',
      snippet: plain(shape.default),
      opensList: false,
    }));
}

/** Where a name is declared, those of the catalog that the spec has not yet; where it is used, first those that the spec declares. */
function named(source: NameSource, names: Outline, place: Place, { catalog }: SuggestionOptions): Suggestion[] {
  const constants = catalog[source].map((name) => suggestName(name, CompletionItemKind.Constant));
  if (source === 'protocol') return constants;
  const declared = declaredNames(source, names);
  const last = place.path.at(-1);
  if ((typeof last === 'number' && place.path.length === 2) || last === 'name') {
    return constants.filter(({ label }) => findByName(declared, label) === null);
  }
  // An initialization cannot start from itself.
  const self = place.document.getIn([...place.path.slice(0, 2), 'name']);
  const used = declared.map((known) =>
    suggestName(
      known.detail ? known : { ...known, ...findByName(catalog[source], known.name), name: known.name },
      CompletionItemKind.Variable,
    ),
  );
  // The reference is one of those that are compared.
  if (last === 'reference') return used;
  return [...used, ...constants].filter(({ label }) => label !== self);
}

function suggestName({ name, detail, documentation }: KnownName, kind: CompletionItemKind): Suggestion {
  return {
    label: name,
    kind,
    detail,
    ...(documentation === undefined ? {} : { documentation }),
    snippet: escapeSnippet(asScalar(name)),
    opensList: false,
  };
}

function paths(wanted: 'file' | 'folder' | 'glob', place: Place, options: SuggestionOptions): Suggestion[] {
  const found = pathSuggestions(place, options.paths).filter(({ entry }) => entry.folder || wanted !== 'folder');
  return found.map(({ path, entry }) => ({
    label: path,
    kind: entry.folder ? CompletionItemKind.Folder : CompletionItemKind.File,
    snippet: escapeSnippet(place.quote ? path : asScalar(path)),
    opensList: entry.folder,
  }));
}

/** Its keys where a line is free for them, else a map in braces. */
function mapValue(maps: readonly Shape[], place: Place, options: SuggestionOptions): Suggestion[] {
  if (place.startsLine && !place.flow) return keys(maps, { ...place, siblings: [], hasValue: false }, options);
  return maps.map((shape) => {
    const required = keysOf([shape]).filter((key) => key.required);
    return {
      label: `{${required.map(({ name }) => name).join(', ') || '…'}}`,
      kind: CompletionItemKind.Snippet,
      ...(shape.description === undefined ? {} : { documentation: shape.description }),
      snippet: mapSnippet([shape]),
      opensList: true,
    };
  });
}

/** Its first item where a line is free for it, else a list in brackets. */
function listValue(list: Shape, place: Place, options: SuggestionOptions): Suggestion[] {
  const items = list.items ? shapesOf(list.items) : [];
  if (place.startsLine && !place.flow) {
    const first: Place = { ...place, path: [...place.path, 0], column: place.column + 2 };
    return values(items, first, options).map((item) => ({ ...item, snippet: `- ${item.snippet}` }));
  }
  return [{ label: '[…]', kind: CompletionItemKind.Snippet, snippet: '[$0]', opensList: true }];
}

function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  return suggestions.filter(({ label }, index) => suggestions.findIndex((other) => other.label === label) === index);
}
