import { type Hover, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Document } from 'yaml';
import { findByName } from '../catalog/find-by-name';
import type { Protocol } from '../catalog/protocol';
import { findProtocol } from '../catalog/protocols';
import { findCatalogTask } from '../catalog/tasks';
import { kebabCase } from '../spec/kebab-case';
import { childOf, type SchemaNode } from '../spec/schema';
import type { Spec } from '../spec/spec';
import { describe, plain } from './describe';
import { toLspRange } from './lsp-range';
import { type CatalogNames, declaredNames } from './names';
import { type NodeAt, nodeAt } from './node-at';
import type { Outline } from './outline';
import type { KeyPath } from './place';
import { protocolLines, protocolOf, protocolTable, shownValue, type Use } from './protocol-values';
import { settingsOf, settingsTable } from './settings-table';
import { fixedValues, shapesAt } from './shapes-at';

export interface HoverOptions {
  readonly catalog: CatalogNames;
  /** The spec as YAML. */
  readonly yaml: Document;
  readonly outline: Outline;
  /** null while the spec has errors. */
  readonly spec: Spec | null;
}

/** What the key, the value or the name under the cursor means, and which values are in force. */
export function hover(document: TextDocument, position: Position, options: HoverOptions): Hover | null {
  const node = nodeAt(options.yaml, document.offsetAt(position));
  if (node === null) return null;
  const paragraphs = node.role === 'key' ? keyHover(node, options) : valueHover(node, options);
  if (paragraphs.length === 0) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: paragraphs.join('\n\n') },
    range: toLspRange(document, node.range),
  };
}

function keyHover(node: NodeAt, options: HoverOptions): string[] {
  const key = schemaOfKey(node, options);
  const documentation = key ? describe(key) : '';
  return [
    ...(documentation ? [`**${node.text}**`, documentation] : []),
    ...(node.path.join() === 'protocol' ? tableOf(protocolOf(options.yaml)) : []),
    ...protocolsOwn(node, options),
    ...inForce(node, options),
  ];
}

function valueHover(node: NodeAt, options: HoverOptions): string[] {
  return nameHover(node, options) ?? fixedHover(node, options) ?? keyOfValueHover(node, options);
}

/** A name: what the catalog or the spec says it is; for a task its recipe too. */
function nameHover({ path, text }: NodeAt, options: HoverOptions): string[] | null {
  const shapes = shapesAt(path, options.yaml);
  const declares = path.length <= 3 && path.at(-1) === 'name';
  const [section] = path;
  const source =
    shapes.find((shape) => shape['x-names'])?.['x-names'] ??
    (declares && section === 'tasks' ? 'task' : declares && section === 'initializations' ? 'initialization' : null);
  if (source === null) return null;
  const declared = source === 'protocol' ? [] : declaredNames(source, options.outline);
  const known = findByName(options.catalog[source], text) ?? findByName(declared, text);
  if (known === null) return null;
  return [
    `**${text}**${known.detail ? `: ${known.detail}` : ''}`,
    ...(known.documentation ? [known.documentation] : []),
    ...(source === 'task' ? recipe(text, options) : []),
    ...(source === 'protocol' ? tableOf(findProtocol(text)) : []),
  ];
}

function recipe(name: string, { spec, yaml, outline }: HoverOptions): string[] {
  const task = spec?.tasks.find((each) => each.name === name);
  const index = outline.tasks.findIndex((each) => each.name === name);
  return task && index !== -1 ? [settingsTable(settingsOf(task, index, yaml), yaml)] : [];
}

function fixedHover(node: NodeAt, options: HoverOptions): string[] | null {
  const value = fixedValues(shapesAt(node.path, options.yaml)).find((each) => String(each.value) === node.text);
  if (!value?.description) return null;
  return [`**${plain(value.value)}**: ${value.description}`, ...protocolsOwn(node, options), ...inForce(node, options)];
}

/** A value without a meaning of its own is explained by its key. */
function keyOfValueHover(node: NodeAt, options: HoverOptions): string[] {
  const key = node.path.at(-1);
  return typeof key === 'string' ? keyHover({ ...node, text: key }, options) : [];
}

function schemaOfKey({ path }: NodeAt, { yaml }: HoverOptions): SchemaNode | null {
  const name = path.at(-1);
  if (typeof name !== 'string') return null;
  for (const shape of shapesAt(path.slice(0, -1), yaml)) {
    const found = childOf(shape, name);
    if (found !== null) return found;
  }
  return null;
}

function tableOf(protocol: Protocol | null): string[] {
  return protocol === null ? [] : [protocolTable(protocol)];
}

/** Where a key of the recipe, and a number below it, stand in a spec; null: `path` is of something else. */
function recipeKey(path: KeyPath): { readonly key: string | null; readonly inner: string | null } | null {
  const at = path.findIndex((step) => step === 'training' || step === 'network');
  const [key = null, inner = null] = at === -1 ? [] : path.slice(at + 1).map(String);
  return at === -1 ? null : { key, inner: inner === 'kind' ? null : inner };
}

/** For a value of the recipe: what the protocol has instead, and why. */
function protocolsOwn({ path }: NodeAt, options: HoverOptions): string[] {
  const place = recipeKey(path);
  const protocol = protocolOf(options.yaml);
  if (protocol === null || !place?.key) return [];
  return protocolLines(protocol, place.key, place.inner, usesAt(path, options));
}

/** What the recipe at `path` is for; both kinds of tasks as long as that is not clear. */
function usesAt([section, index]: KeyPath, { spec, outline }: HoverOptions): readonly Use[] {
  if (section === 'initializations') return [{ kind: 'pretraining', code: null }];
  const uses = outline.tasks.flatMap(({ name }, position): Use[] => {
    const catalog = findCatalogTask(name);
    const kind = spec?.tasks[position]?.kind ?? catalog?.kind;
    return kind === undefined || (section === 'tasks' && position !== index)
      ? []
      : [{ kind, code: catalog?.name ?? null }];
  });
  if (uses.length > 0) return uses;
  return [
    { kind: 'classification', code: null },
    { kind: 'segmentation', code: null },
  ];
}

/** For a value of the recipe: which value each task trains with, and where it comes from. */
function inForce({ path }: NodeAt, { spec, yaml }: HoverOptions): string[] {
  const place = recipeKey(path);
  if (place === null || spec === null || path[0] === 'initializations') return [];
  const own = path[0] === 'tasks' ? path[1] : null;
  return spec.tasks.flatMap((task, index) => {
    if (own !== null && index !== own) return [];
    const settings = settingsOf(task, index, yaml).filter(({ key }) => place.key === null || key === place.key);
    if (settings.length === 0) return [];
    if (place.key === null) return [`In force for ${task.name}:`, settingsTable(settings, yaml)];
    return settings.map(({ value, source }) => {
      const shown = shownValue(numberOf(value, place.inner) ?? value);
      return `In force for ${task.name}: \`${shown}\` (${source ?? `protocol ${protocolOf(yaml)?.name}`})`;
    });
  });
}

/** A number of a schedule, a loss or an augmentation, by its key in the spec. */
function numberOf(value: unknown, key: string | null): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => kebabCase(name) === key)?.[1];
}
