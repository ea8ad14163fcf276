import { CST, Lexer } from 'yaml';
import { indentation } from './indentation';

/**
 * The spec's text with two blanks a level, one blank after `:`, `-` and `,`, none inside brackets, at most one empty line in a row, none at
 * the end. Comments, quotes, line breaks and the gap before a trailing comment stay as they were typed.
 */
export function layOut(text: string): string {
  const columns = indentation(text);
  const typed = text.split('\n');
  const tokens = tokensOf(text);
  /** For each open flow collection, the column of the key or item it belongs to. */
  const open: number[] = [];
  let written = '';
  let line = 0;
  let atLineStart = true;
  /** Columns by which the line moved; the inner lines of a long scalar move with it. */
  let shift = 0;
  /** Column of what stands behind the line's dashes. */
  let content = 0;

  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (atLineStart && token.type !== 'newline' && token.type !== 'block-scalar') {
      atLineStart = false;
      const first = token.type === 'space' ? next : token;
      content = open.length > 0 ? columnInside(open, first) : columnOf(typed, line, columns, first);
      shift = content - indentOf(typed[line]!);
      written += ' '.repeat(content);
      if (token.type === 'space') continue;
    }
    switch (token.type) {
      case 'newline':
        atLineStart = true;
        line += 1;
        break;
      case 'space':
        written += gap(tokens[index - 1], token, next);
        continue;
      case 'seq-item-ind':
        content += 2;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        open.push(content);
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        open.pop();
        break;
      case 'scalar':
        line += lineBreaks(token.source);
        written += moved(token.source, shift);
        continue;
      case 'block-scalar':
        line += lineBreaks(token.source);
        written += moved(`\n${token.source}`, shift).slice(1);
        atLineStart = true;
        continue;
    }
    written += token.source;
    if (token.type === 'comma' && next && next.type !== 'space' && next.type !== 'newline') written += ' ';
  }
  return `${written
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

interface Token {
  readonly type: CST.TokenType | 'block-scalar' | null;
  readonly source: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let scalar = false;
  for (const source of new Lexer().lex(text)) {
    if (source === CST.SCALAR) scalar = true;
    else if (source !== CST.DOCUMENT && source !== CST.FLOW_END) {
      tokens.push({ type: scalar ? scalarType(tokens, source) : CST.tokenType(source), source });
      scalar = false;
    }
  }
  return tokens;
}

/** The lexer hands out a block scalar whole: from the start of its first line to the end of its last. */
function scalarType(before: readonly Token[], source: string): 'scalar' | 'block-scalar' {
  const header = before.findLast(({ type }) => type !== 'newline' && type !== 'comment' && type !== 'space');
  return header?.type === 'block-scalar-header' && (source === '' || source.endsWith('\n')) ? 'block-scalar' : 'scalar';
}

function columnInside(open: readonly number[], first: Token | undefined): number {
  const closes = first?.type === 'flow-map-end' || first?.type === 'flow-seq-end';
  return open.at(-1)! + (closes ? 0 : 2);
}

function columnOf(
  typed: readonly string[],
  line: number,
  columns: ReadonlyMap<number, number>,
  first: Token | undefined,
): number {
  const own = indentOf(typed[line]!);
  return columns.get(line) ?? (first?.type === 'comment' ? commentColumn(typed, line, own, columns) : own);
}

/** A comment moves with the line it is aligned with, the next one or the one above; one that is aligned with neither goes with the next. */
function commentColumn(
  typed: readonly string[],
  line: number,
  own: number,
  columns: ReadonlyMap<number, number>,
): number {
  const starts = [...columns.keys()].sort((a, b) => a - b);
  const below = starts.find((other) => other > line);
  const above = starts.findLast((other) => other < line);
  const aligned = [below, above].find((other) => other !== undefined && indentOf(typed[other]!) === own);
  return columns.get(aligned ?? below ?? -1) ?? 0;
}

/** What stands between two tokens of a line. */
function gap(previous: Token | undefined, blank: Token, next: Token | undefined): string {
  if (next === undefined || next.type === 'newline') return '';
  if (next.type === 'comment') return blank.source.replaceAll('\t', ' ');
  const opened = previous?.type === 'flow-map-start' || previous?.type === 'flow-seq-start';
  const tight = ['flow-map-end', 'flow-seq-end', 'comma', 'map-value-ind'].includes(next.type ?? '');
  return opened || tight ? '' : ' ';
}

function moved(scalar: string, shift: number): string {
  return scalar.replace(/\n( *)(?=\S)/g, (_, blanks: string) => `\n${' '.repeat(Math.max(0, blanks.length + shift))}`);
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
