/** Half-typed text, made readable: completion asks what the text would mean if something stood at the cursor. */
import { type Document, parseDocument, Scalar, visit } from 'yaml';

/** A private-use character: nobody types it, and YAML treats it as a letter. */
export const MARK = '\uE000';

export interface Repair {
  /** The text with a mark at the cursor, read such that the mark lies inside a key or a value. */
  readonly document: Document;
  /** What stands in front of the cursor in the scalar that holds it, an opening quote included. */
  readonly typed: string;
  /** That scalar in the original text, quotes included, empty where nothing is typed yet; completion replaces it. */
  readonly start: number;
  readonly end: number;
  /** What YAML wants in front of the scalar and is not typed yet: the dash of a list item, or the blank after `:` and `-`. */
  readonly missing: '' | '- ' | ' ';
}

interface Candidate {
  readonly missing: Repair['missing'];
  readonly after: string;
}

/** In order of preference among those that read equally well. */
const CANDIDATES: readonly Candidate[] = [
  { missing: '', after: '' },
  { missing: '', after: ',' },
  { missing: '', after: ': ' },
  { missing: '- ', after: '' },
];

/**
 * Puts a mark at `offset` in each way that could complete the text there and returns the way that reads best; null where neither a key nor
 * a value can stand (comments, block scalars).
 *
 * | typed (cursor `|`)           | read as              | why                                        |
 * |------------------------------|----------------------|--------------------------------------------|
 * | `kind: seg|`, `{from: |`     | mark                 | a value; YAML closes open brackets itself  |
 * | `[a, | b]`, `{a: 1, | b: 2}` | mark and comma       | an item or a key in front of others        |
 * | `ru|` between other keys     | mark and colon       | a key without its value                    |
 * | `|` below `- TXC`            | dash and mark        | the next list item                         |
 * | `kind:|`, `-|`               | blank and mark       | the blank is not typed yet                 |
 * | `"up|`                       | mark and quote       | the closing quote is not typed yet         |
 */
export function repair(text: string, offset: number): Repair | null {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const candidates = [...CANDIDATES];
  if (/(^|[\s\w"'])[:-]$/.test(line)) candidates.unshift({ missing: ' ', after: '' });
  const quote = /(?:^|[\s{[:,])(["'])[^"']*$/.exec(line)?.[1];
  if (quote !== undefined) candidates.push({ missing: '', after: quote });

  let best: { readonly repair: Repair; readonly cost: number } | null = null;
  for (const candidate of candidates) {
    const read = readWith(text, offset, candidate);
    // What is no key or value with one repair is none with any: a comment stays a comment.
    if (read === null) return best?.repair ?? null;
    if (best === null || read.cost < best.cost) best = read;
    if (best.cost === 0) break;
  }
  return best?.repair ?? null;
}

function readWith(text: string, offset: number, { missing, after }: Candidate) {
  const inserted = missing + MARK + after;
  const repaired = text.slice(0, offset) + inserted + text.slice(offset);
  const mark = offset + missing.length;
  const document = parseDocument(repaired, { prettyErrors: false, uniqueKeys: false });
  const scalar = scalarAt(document, mark);
  if (scalar === null) return null;
  const [start, end] = scalar;
  const repair: Repair = {
    document,
    typed: repaired.slice(start, mark),
    start: Math.min(start, offset),
    end: end > mark + MARK.length + after.length ? end - inserted.length : offset,
    missing,
  };
  // A mark that swallowed the words or lines around it reads without an error, but not as what was meant.
  const swallowed = /\n/.test(repair.typed) || /^\s/.test(repaired.slice(mark + MARK.length, end));
  return { repair, cost: 2 * document.errors.length + (swallowed ? 1 : 0) };
}

/** Range of the flow scalar that holds `offset`; null where there is none. */
function scalarAt(document: Document, offset: number): readonly [start: number, end: number] | null {
  let found: readonly [number, number] | null = null;
  visit(document, {
    Scalar(_, { range, type }) {
      if (!range || range[0] > offset || offset >= range[1]) return undefined;
      if (type !== Scalar.BLOCK_LITERAL && type !== Scalar.BLOCK_FOLDED) found = [range[0], range[1]];
      return visit.BREAK;
    },
  });
  return found;
}
