/** What could be written at a place, before it becomes an item of the editor's list. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import { describe, kindOf, plain } from './describe';
import { type CatalogNames, declaredNames, type KnownName } from './names';
import { type Outline, outline } from './outline';
import { type PathOptions, pathSuggestions } from './paths';
import type { Place } from './place';
import { asScalar } from './rename';
import {
  fixedValues,
  isType,
  keysOf,
  type NameSource,
  type SchemaNode,
  type Shape,
  shapesAt,
  shapesOf,
} from './schema-node';
import { escapeSnippet, isListShape, isMapShape, keySnippet, mapSnippet } from './snippets';

export interface SuggestionOptions {
  readonly schema: SchemaNode;
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
  const shapes = shapesAt(options.schema, place.path, place.document);
  return place.role === 'key' ? keys(shapes, place, options) : values(shapes, place, options);
}

function keys(shapes: readonly Shape[], place: Place, { schema }: SuggestionOptions): Suggestion[] {
  const missing = keysOf(shapes).filter(({ name }) => !place.siblings.includes(name));
  const sorted = [...missing.filter(({ required }) => required), ...missing.filter(({ required }) => !required)];
  return sorted.map((key) => {
    const { text, opensList } = keySnippet(key, { schema, flow: place.flow, column: place.column });
    return {
      label: key.name,
      kind: CompletionItemKind.Property,
      detail: `${kindOf(key.node, schema)}${key.required ? ', required' : ''}`,
      documentation: describe(key.node, schema),
      snippet: place.hasValue ? escapeSnippet(key.name) : text,
      opensList: opensList && !place.hasValue,
    };
  });
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
    ...(scalars.some((shape) => shape['x-path']) ? paths(place, options) : []),
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
    .filter((shape) => typeof shape.default === 'number' && (isType(shape, 'number') || isType(shape, 'integer')))
    .map((shape) => ({
      label: plain(shape.default),
      kind: CompletionItemKind.Value,
      detail: 'default',
      snippet: plain(shape.default),
      opensList: false,
    }));
}

/** In a list, what the catalog has and the list has not; elsewhere what this spec declares, and the catalog's datasets and protocols. */
function named(source: NameSource, names: Outline, place: Place, { catalog }: SuggestionOptions): Suggestion[] {
  const inList = typeof place.path.at(-1) === 'number';
  const declared = source === 'protocol' || inList ? [] : declaredNames(source, names);
  const known = source === 'initialization' && !inList ? [] : catalog[source];
  const self = place.document.getIn([...place.path.slice(0, 2), 'name']);
  const offered = [
    ...declared.map((name) => suggestName(name, CompletionItemKind.Variable)),
    ...known.map((name) => suggestName(name, CompletionItemKind.Constant)),
  ];
  return offered.filter(({ label }) => !place.siblingItems.includes(label) && (inList || label !== self));
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

function paths(place: Place, options: SuggestionOptions): Suggestion[] {
  return pathSuggestions(place.typed, options.paths).map(({ path, entry }) => ({
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
  const items = shapesOf(list.items ?? null, options.schema);
  if (place.startsLine && !place.flow) {
    const first: Place = { ...place, path: [...place.path, 0], column: place.column + 2 };
    return values(items, first, options).map((item) => ({ ...item, snippet: `- ${item.snippet}` }));
  }
  return [{ label: '[…]', kind: CompletionItemKind.Snippet, snippet: '[$0]', opensList: true }];
}

function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.toReversed().map((each) => [each.label, each])).values()].reverse();
}
