/** Walks the schema of the spec language: which shapes a place of a spec may take. */
import { type Document, isMap, isScalar, isSeq } from 'yaml';
import type { KeyPath } from './place';
import { MARK } from './repair';

/** The keywords of JSON Schema that the spec language uses. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  /** Unit of a number: pixels, epochs, percentage points. */
  readonly 'x-unit'?: string;
  /** The value is one of the names of this kind. */
  readonly 'x-names'?: NameSource;
  /** The value is a path. */
  readonly 'x-path'?: 'file' | 'folder' | 'glob';
}

export type NameSource = 'task' | 'initialization' | 'dataset' | 'protocol';

/** One way to write a value: a node without references and alternatives. */
export type Shape = SchemaNode;

/** The shapes the value at `path` may take, narrowed by the keys and constants that the text around it has already. */
export function shapesAt(schema: SchemaNode, path: KeyPath, document: Document): readonly Shape[] {
  let shapes = shapesOf(schema, schema);
  let value: unknown = document.contents;
  for (const step of path) {
    shapes = narrow(shapes, value, schema).flatMap((shape) => shapesOf(childOf(shape, step), schema));
    value = childValue(value, step);
  }
  return narrow(shapes, value, schema);
}

/** Follows references and spreads alternatives; a branch without a description takes that of what holds it. */
export function shapesOf(node: SchemaNode | null, schema: SchemaNode): readonly Shape[] {
  if (node === null) return [];
  const { $ref, anyOf, oneOf, ...own } = node;
  if ($ref !== undefined) return shapesOf({ ...definition($ref, schema), ...own }, schema);
  const branches = anyOf ?? oneOf;
  if (branches === undefined) return [own];
  return branches.flatMap((branch) => shapesOf(branch, schema).map((shape) => ({ ...own, ...shape })));
}

export interface Key {
  readonly name: string;
  readonly node: SchemaNode;
  readonly required: boolean;
}

/** The keys of every map among `shapes`, each once. */
export function keysOf(shapes: readonly Shape[]): readonly Key[] {
  const keys = new Map<string, Key>();
  for (const { properties = {}, required = [] } of shapes) {
    for (const [name, node] of Object.entries(properties)) {
      if (!keys.has(name)) keys.set(name, { name, node, required: required.includes(name) });
    }
  }
  return [...keys.values()];
}

export interface FixedValue {
  readonly value: string | number | boolean | null;
  readonly description?: string | undefined;
}

/** The values that can be listed: enumerations, constants and booleans. */
export function fixedValues(shapes: readonly Shape[]): readonly FixedValue[] {
  return shapes.flatMap((shape) => {
    if (shape.const !== undefined) return fixed(shape.const, shape.description);
    if (shape.enum !== undefined) return shape.enum.flatMap((value) => fixed(value));
    return isType(shape, 'boolean') ? [...fixed(true), ...fixed(false)] : [];
  });
}

function fixed(value: unknown, description?: string): FixedValue[] {
  const listed = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return listed ? [{ value: value as FixedValue['value'], description }] : [];
}

export function isType(shape: Shape, type: string): boolean {
  return shape.type === type || (Array.isArray(shape.type) && shape.type.includes(type));
}

function definition(reference: string, schema: SchemaNode): SchemaNode {
  const found = schema.$defs?.[reference.replace('#/$defs/', '')];
  if (!found) throw new Error(`The schema refers to ${reference}, which it does not define. Add it below $defs.`);
  return found;
}

function childOf({ properties, additionalProperties, items }: Shape, step: string | number): SchemaNode | null {
  if (typeof step === 'number') return items ?? null;
  return properties?.[step] ?? (typeof additionalProperties === 'object' ? additionalProperties : null);
}

function childValue(value: unknown, step: string | number): unknown {
  return isMap(value) || isSeq(value) ? value.get(step, true) : undefined;
}

/** Drops shapes of another kind, and maps that do not know a key that is there or contradict a constant that is there. */
function narrow(shapes: readonly Shape[], value: unknown, schema: SchemaNode): readonly Shape[] {
  if (isSeq(value)) return shapes.filter((shape) => shape.items !== undefined);
  if (!isMap(value)) return shapes;
  const maps = shapes.filter((shape) => shape.properties || typeof shape.additionalProperties === 'object');
  const fitting = maps.filter((shape) =>
    value.items.every(({ key, value: held }) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (name.includes(MARK)) return true;
      const child = childOf(shape, name);
      if (child === null) return false;
      const constants = shapesOf(child, schema).map((branch) => branch.const);
      return constants.includes(undefined) || !isScalar(held) || constants.includes(held.value);
    }),
  );
  return fitting.length > 0 ? fitting : maps;
}
