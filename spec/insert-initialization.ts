import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Fix } from './diagnostic';

export interface NewInitialization {
  readonly name: string;
  /** Path of the checkpoint, relative to the spec. */
  readonly weights: string;
}

/** The edit that adds a checkpoint at the end of a spec's initializations, in the style they are written in; null where they are no list. */
export function insertInitialization(text: string, entry: NewInitialization): Fix | null {
  const written = `{name: ${quoted(entry.name)}, weights: ${quoted(entry.weights)}}`;
  const title = `Add ${entry.name}`;
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.contents.get('initializations', true) : undefined;
  if (isScalar(list) && list.value === null && list.range) {
    const [at] = list.range;
    return { title, range: { start: at, end: at }, newText: `\n  - ${written}` };
  }
  if (list === undefined) {
    const newText = `${text === '' || text.endsWith('\n') ? '' : '\n'}initializations:\n  - ${written}\n`;
    return { title, range: { start: text.length, end: text.length }, newText };
  }
  if (!isSeq(list) || !list.range) return null;
  if (list.flow) return intoFlow(text, list.range[1], written, title, list.items.length === 0);
  return afterBlock(text, list.range, written, title);
}

/** Before the bracket that ends the list. */
function intoFlow(text: string, end: number, written: string, title: string, isEmpty: boolean): Fix {
  const bracket = text.lastIndexOf(']', end - 1);
  const before = text.slice(0, bracket);
  const separator = isEmpty || /,\s*$/.test(before) ? '' : ', ';
  const at = before.trimEnd().length;
  return { title, range: { start: at, end: at }, newText: separator + written };
}

/** On a line of its own, as far in as the items before it. */
function afterBlock(
  text: string,
  [start, end]: readonly [number, number, number],
  written: string,
  title: string,
): Fix {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const at = text.slice(0, end).trimEnd().length;
  return { title, range: { start: at, end: at }, newText: `\n${' '.repeat(indent)}- ${written}` };
}

/** Plain where YAML reads it back as it is within braces. */
function quoted(value: string): string {
  return /^[A-Za-z][\w./~ -]*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value) && !value.endsWith(' ')
    ? value
    : JSON.stringify(value);
}
