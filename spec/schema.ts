/** The spec language as a value: the JSON Schema that validation, completion, hover and the docs are drawn from. */
import schemaFile from '../schemas/warmstart.schema.json';

export type NameSource = 'task' | 'initialization' | 'dataset' | 'protocol';

/** The keywords of JSON Schema 2020-12 that the spec language uses, and its own (`x-`). */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly type?: string | readonly string[];
  /** Markdown sentences, shown on hover. */
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  /** Unit of a number, for instance `pixels`. */
  readonly 'x-unit'?: string;
  /** The value is a name of this kind: declared in the spec or known to the catalog. */
  readonly 'x-names'?: NameSource;
  /** The value is a path; in a glob, `*` stands for the name of an image. */
  readonly 'x-path'?: 'file' | 'folder' | 'glob';
  /** Layouts of a dataset that this key belongs to. */
  readonly 'x-layouts'?: readonly string[];
}

/** A test holds the file to the keywords above, which the compiler cannot see in JSON. */
export const schema = schemaFile as SchemaNode;

/** One way to write a value: a node without reference and alternatives. */
export type Shape = Omit<SchemaNode, '$ref' | 'anyOf' | 'oneOf'>;

/** Follows references and spreads alternatives. What stands beside a reference or above alternatives holds unless they say otherwise. */
export function shapesOf(node: SchemaNode): readonly Shape[] {
  const known = spread.get(node);
  if (known !== undefined) return known;
  const { $ref, anyOf, oneOf, ...own } = node;
  const branches = $ref !== undefined ? [definition($ref)] : (anyOf ?? oneOf);
  const shapes =
    branches === undefined
      ? [own]
      : branches
          .flatMap((branch) => shapesOf(branch))
          .map((shape) => ($ref ? { ...shape, ...own } : { ...own, ...shape }));
  spread.set(node, shapes);
  return shapes;
}

/** The schema never changes, so neither do its shapes. */
const spread = new WeakMap<SchemaNode, readonly Shape[]>();

/** The node for `key` of a map, or for an item of a list; null where the language has nothing there. */
export function childOf(shape: Shape, step: string | number): SchemaNode | null {
  if (typeof step === 'number') return shape.items ?? null;
  if (shape.properties && Object.hasOwn(shape.properties, step)) return shape.properties[step]!;
  return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : null;
}

export function hasType(shape: Shape, type: string): boolean {
  return Array.isArray(shape.type) ? shape.type.includes(type) : shape.type === type;
}

function definition(reference: string): SchemaNode {
  const found = schema.$defs?.[reference.replace('#/$defs/', '')];
  if (!found) throw new Error(`The schema refers to ${reference}, which it does not define. Add it below $defs.`);
  return found;
}
