import { hasType, type Shape } from './schema';

/** What the schema expects at a place, in words that fit into a sentence: `a whole number from 1 to 1000 (runs)`. */
export function expectation(shapes: readonly Shape[]): string {
  const words = new Set(shapes.flatMap(wordsFor));
  return [...words].join(' or ') || 'something else';
}

function wordsFor(shape: Shape): string[] {
  if (shape.const !== undefined) return [`\`${String(shape.const)}\``];
  if (shape.properties || shape.additionalProperties) return ['a map'];
  if (shape.items) return ['a list'];
  const unit = shape['x-unit'] ? ` (${shape['x-unit']})` : '';
  return [
    ...(hasType(shape, 'integer') ? [`a whole number${bounds(shape)}${unit}`] : []),
    ...(hasType(shape, 'number') ? [`a number${bounds(shape)}${unit}`] : []),
    ...(hasType(shape, 'string') ? [textWords(shape)] : []),
    ...(hasType(shape, 'boolean') ? ['`true` or `false`'] : []),
    ...(hasType(shape, 'null') ? ['`null`'] : []),
  ];
}

function textWords(shape: Shape): string {
  if (shape['x-path']) return 'a path';
  return shape['x-names'] ? `the name of ${article(shape['x-names'])}` : 'text';
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Shape): string {
  const multiple = multipleOf === undefined ? '' : `, a multiple of ${multipleOf}`;
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}${multiple}`;
  const limits = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ].join(' and ');
  return `${limits ? ` ${limits}` : ''}${multiple}`;
}

function article(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}
