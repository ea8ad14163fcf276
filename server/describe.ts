/** What the schema says of a key, as Markdown for hovers and completion lists. */
import { hasType, type SchemaNode, type Shape, shapesOf } from '../spec/schema';
import { fixedValues } from './shapes-at';

/** The sentences, then unit, range, default and allowed values, each on its own line. */
export function describe(node: SchemaNode): string {
  const shapes = shapesOf(node);
  const lines = [sentences(node, shapes), facts(node, shapes).join(' · '), allowed(shapes)];
  return lines.filter(Boolean).join('\n\n');
}

/** Of the node itself; a mere reference says what it refers to. */
function sentences(node: SchemaNode, shapes: readonly Shape[]): string {
  if (node.description !== undefined) return node.description;
  return (node.anyOf ?? node.oneOf) ? '' : (shapes[0]?.description ?? '');
}

/** Unit, range and default, in a few words each. */
function facts(node: SchemaNode, shapes: readonly Shape[]): string[] {
  const unit = shapes.find((shape) => shape['x-unit'])?.['x-unit'];
  const range = shapes.map(rangeOf).find((text) => text !== null);
  const preset = node.default ?? shapes.find((shape) => shape.default !== undefined)?.default;
  return [
    ...(unit ? [`Unit: ${unit}`] : []),
    ...(range ? [`Range: ${range}`] : []),
    ...(preset === undefined ? [] : [`Default: \`${plain(preset)}\``]),
  ];
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Shape): string | null {
  const bounds = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
    ...(multipleOf === undefined || multipleOf === 1 ? [] : [`a multiple of ${multipleOf}`]),
  ];
  return bounds.length === 0 ? null : bounds.join(', ');
}

function allowed(shapes: readonly Shape[]): string {
  const values = fixedValues(shapes).filter(({ value }) => typeof value !== 'boolean' && value !== null);
  if (values.length === 0) return '';
  return values
    .map(({ value, description }) => `- \`${plain(value)}\`${description ? `: ${description}` : ''}`)
    .join('\n');
}

/** A default as a spec would write it. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The kind of value, in a word or two, for the right-hand side of completion lists. */
export function kindOf(node: SchemaNode): string {
  const kinds = shapesOf(node).map((shape) => {
    if (shape.properties || typeof shape.additionalProperties === 'object') return 'map';
    if (shape.items) return 'list';
    if (shape['x-path']) return shape['x-path'];
    if (shape['x-names']) return shape['x-names'];
    if (hasType(shape, 'integer')) return 'whole number';
    if (hasType(shape, 'number')) return 'number';
    if (hasType(shape, 'boolean')) return 'true or false';
    return hasType(shape, 'null') ? 'none' : 'text';
  });
  return [...new Set(kinds)].join(' or ');
}
