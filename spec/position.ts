/** A place in a text as editors and compilers print it: line and column count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset; offsets beyond the text are its end. */
export function positionAt(text: string, offset: number): Position {
  const place = Math.max(0, Math.min(offset, text.length));
  const before = text.slice(0, place);
  return { line: before.split('\n').length, column: place - before.lastIndexOf('\n') };
}
