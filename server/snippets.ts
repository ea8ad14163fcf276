import { hasType, type Shape, shapesOf } from '../spec/schema';
import { type Key, keysOf } from './shapes-at';

export interface Snippet {
  /** Text in the editor's snippet syntax. */
  readonly text: string;
  /** The next stop has a list of its own, which should open at once. */
  readonly opensList: boolean;
}

export interface Surroundings {
  readonly flow: boolean;
  /** Column of what is inserted. */
  readonly column: number;
}

/** A key with its colon and a stop where its value goes: on the same line for scalars and in flow collections, else below. */
export function keySnippet({ name, node }: Key, around: Surroundings): Snippet {
  const shapes = shapesOf(node);
  const below = `\n${' '.repeat(around.column + 2)}`;
  const head = `${escapeSnippet(name)}:`;
  if (shapes.length > 0 && shapes.every(isMapShape)) {
    const required = keysOf(shapes).filter((key) => key.required);
    if (around.flow || required.length > 0) return { text: `${head} ${mapSnippet(shapes)}`, opensList: true };
    return { text: `${head}${below}$0`, opensList: shapes.some((shape) => shape.properties) };
  }
  if (shapes.length > 0 && shapes.every(isListShape)) {
    return { text: around.flow ? `${head} [$0]` : `${head}${below}- $0`, opensList: true };
  }
  const preset = node.default ?? shapes.find((shape) => shape.default !== undefined)?.default;
  if (typeof preset === 'number') return { text: `${head} \${0:${preset}}`, opensList: false };
  return { text: `${head} $0`, opensList: shapes.some(hasList) };
}

/** A flow map with a stop for each key that must be there. */
export function mapSnippet(shapes: readonly Shape[]): string {
  const required = keysOf(shapes).filter((key) => key.required);
  if (required.length === 0) return '{$0}';
  return `{${required.map(({ name }, index) => `${escapeSnippet(name)}: $${index + 1}`).join(', ')}}`;
}

export function isMapShape(shape: Shape): boolean {
  return shape.properties !== undefined || typeof shape.additionalProperties === 'object';
}

export function isListShape(shape: Shape): boolean {
  return shape.items !== undefined;
}

/** `$`, `}` and the backslash mean something in snippets. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function hasList(shape: Shape): boolean {
  return (
    shape.const !== undefined ||
    hasType(shape, 'boolean') ||
    shape['x-names'] !== undefined ||
    shape['x-path'] !== undefined
  );
}
