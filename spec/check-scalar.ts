import { Scalar } from 'yaml';
import type { Diagnostic, Fix, Range } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { expectation } from './expectation';
import { problem, replacement } from './problem';
import { hasType, type Shape } from './schema';

/** A plain value against the shapes it may take; `node` is null where nothing stands behind the colon. */
export function checkScalar(node: Scalar | null, shapes: readonly Shape[], name: string, range: Range): Diagnostic[] {
  if (node === null) {
    return [problem('wrong-type', `${name} has no value yet; ${expectation(shapes)} is expected.`, range)];
  }
  const { value } = node;
  if (shapes.some((shape) => shape.const === value)) return [];
  const typed = shapes.find((shape) => shape.const === undefined && accepts(shape, value));
  if (typed) return outOfRange(value, typed, name, range);

  const constants = shapes.flatMap((shape) => (shape.const === undefined ? [] : [String(shape.const)]));
  if (constants.length > 0) {
    const meant = didYouMean(String(value), constants);
    const listed = constants.map((constant) => `\`${constant}\``).join(', ');
    const message = `${name} cannot be \`${String(value)}\`. Allowed: ${listed}.`;
    const fixes = meant === null ? [] : [replacement(range, meant)];
    return [problem('not-allowed', message, range, { fixes })];
  }
  const message = `${name} is ${kindOf(value)}, but ${expectation(shapes)} is expected.`;
  return [problem('wrong-type', message, range, { fixes: asExpected(node, shapes, range) })];
}

function accepts(shape: Shape, value: unknown): boolean {
  if (value === null) return hasType(shape, 'null');
  if (typeof value === 'number')
    return hasType(shape, 'number') || (hasType(shape, 'integer') && Number.isInteger(value));
  return hasType(shape, typeof value);
}

function outOfRange(value: unknown, shape: Shape, name: string, range: Range): Diagnostic[] {
  if (typeof value === 'string' && value.length < (shape.minLength ?? 0)) {
    return [problem('out-of-range', `${name} is empty, but ${expectation([shape])} is expected.`, range)];
  }
  if (typeof value !== 'number' || isInside(value, shape)) return [];
  return [problem('out-of-range', `${name} is ${value}, but ${expectation([shape])} is expected.`, range)];
}

function isInside(value: number, shape: Shape): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = shape;
  return (
    Number.isFinite(value) &&
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
    value < (exclusiveMaximum ?? Number.POSITIVE_INFINITY) &&
    (multipleOf === undefined || value % multipleOf === 0)
  );
}

/**
 * Text that is a number in quotes, and a number where a name is expected, are mended by their quotes; one text where a list is expected, by
 * its brackets; YAML 1.1's words for true and false, by these.
 */
function asExpected(node: Scalar, shapes: readonly Shape[], range: Range): Fix[] {
  const { value } = node;
  if (typeof value === 'string') {
    const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (isQuoted && !Number.isNaN(number) && shapes.some((shape) => accepts(shape, number)))
      return [{ title: 'Take the quotes away', range, newText: value.trim() }];
    const truth = BOOLEANS[value.toLowerCase()];
    if (truth !== undefined && shapes.some((shape) => accepts(shape, truth)))
      return [replacement(range, String(truth))];
    // Folded text is longer in the spec than its source says.
    const isWord = node.type === Scalar.PLAIN && node.source?.length === range.end - range.start;
    if (isWord && shapes.some(({ items, minItems = 0 }) => items !== undefined && minItems < 2))
      return [{ title: 'Make it a list', range, newText: `[${node.source}]` }];
  }
  if (value !== null && typeof value !== 'string' && node.source && shapes.some((shape) => hasType(shape, 'string'))) {
    return [{ title: 'Quote it', range, newText: `"${node.source}"` }];
  }
  return [];
}

const BOOLEANS: { readonly [Word in string]?: boolean } = { yes: true, on: true, no: false, off: false };

function kindOf(value: unknown): string {
  if (value === null) return '`null`';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? `the number ${value}` : `\`${String(value)}\``;
}
