import { hasType, type Shape } from './schema';

/** What the schema expects at a place, in words that fit into a sentence: `a whole number from 1 to 1000 (runs)`. */
export function expectation(shapes: readonly Shape[]): string {
  const words = new Set(shapes.flatMap(wordsFor));
  const maps = shapes.filter(isMap);
  const needed = (maps[0]?.required ?? []).filter((key) => maps.every(({ required }) => required?.includes(key)));
  if (maps.length > 0)
    words.add(`a map${needed.length > 0 ? ` with ${needed.map((key) => `\`${key}\``).join(' and ')}` : ''}`);
  return [...words].join(' or ') || 'something else';
}

function wordsFor(shape: Shape): string[] {
  if (shape.const !== undefined) return [`\`${String(shape.const)}\``];
  if (isMap(shape)) return [];
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

function isMap({ properties, additionalProperties }: Shape): boolean {
  return properties !== undefined || Boolean(additionalProperties);
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
