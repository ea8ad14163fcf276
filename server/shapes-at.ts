/** What the schema of the spec language allows at a place of a spec. */
import { type Document, isMap, isScalar, isSeq } from 'yaml';
import { childOf, hasType, type SchemaNode, type Shape, schema, shapesOf } from '../spec/schema';
import type { KeyPath } from './place';
import { MARK } from './repair';

/** The shapes the value at `path` may take, narrowed by the keys and constants that the text around it has already. */
export function shapesAt(path: KeyPath, document: Document): readonly Shape[] {
  let shapes = shapesOf(schema);
  let value: unknown = document.contents;
  for (const step of path) {
    shapes = narrow(shapes, value).flatMap((shape) => {
      const child = childOf(shape, step);
      return child === null ? [] : shapesOf(child);
    });
    value = isMap(value) || isSeq(value) ? value.get(step, true) : undefined;
  }
  return narrow(shapes, value);
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

/** The values that can be listed: constants, booleans and null. */
export function fixedValues(shapes: readonly Shape[]): readonly FixedValue[] {
  return shapes.flatMap((shape): FixedValue[] => {
    const { const: constant, description } = shape;
    if (typeof constant === 'string' || typeof constant === 'number') return [{ value: constant, description }];
    return [
      ...(hasType(shape, 'boolean') ? [{ value: true }, { value: false }] : []),
      ...(hasType(shape, 'null') ? [{ value: null }] : []),
    ];
  });
}

/** Drops shapes of another kind, and maps that do not know a key that is there or contradict a constant that is there. */
function narrow(shapes: readonly Shape[], value: unknown): readonly Shape[] {
  if (isSeq(value)) return shapes.filter((shape) => shape.items !== undefined);
  if (!isMap(value)) return shapes;
  const maps = shapes.filter((shape) => shape.properties || typeof shape.additionalProperties === 'object');
  const fits = (shape: Shape, isAgreed: (child: SchemaNode | null, held: unknown) => boolean) =>
    value.items.every(({ key, value: held }) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (name.includes(MARK)) return true;
      return isAgreed(childOf(shape, name), held);
    });
  const fitting = maps.filter((shape) => fits(shape, (child, held) => child !== null && allows(child, held)));
  if (fitting.length > 0) return fitting;
  // A key that is wrong there does not make the map one of another kind.
  const ofKind = maps.filter((shape) => fits(shape, (child, held) => child === null || allows(child, held)));
  return ofKind.length > 0 ? ofKind : maps;
}

function allows(child: SchemaNode, held: unknown): boolean {
  const constants = shapesOf(child).map((branch) => branch.const);
  return constants.includes(undefined) || !isScalar(held) || constants.includes(held.value);
}
