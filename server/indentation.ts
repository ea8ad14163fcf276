import { type CST, isCollection, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

const STEP = 2;

/**
 * The column at which each line of a spec starts: two blanks a level, lists one level below their key. Lines that no key or list item
 * starts (comments, the inside of flow collections and of long scalars) are absent; lines are counted from 0.
 */
export function indentation(text: string): ReadonlyMap<number, number> {
  const lines = new LineCounter();
  const columns = new Map<number, number>();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });

  const startAt = (offset: number, column: number) => {
    const { line, col } = lines.linePos(offset);
    if (text.slice(offset - (col - 1), offset).trim() === '') columns.set(line - 1, column);
  };
  const place = (node: Node | null, column: number) => {
    if (isMap(node) && !node.flow) {
      for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
        startAt(key.range![0], column);
        place(value, column + STEP);
      }
    } else if (isSeq(node) && !node.flow) {
      dashes(node.srcToken).forEach((dash) => {
        startAt(dash, column);
      });
      for (const item of node.items as (Node | null)[]) place(item, column + STEP);
    } else if (node?.range) {
      startAt(node.range[0], column);
    }
  };
  place(document.contents, 0);
  // A value that stands alone at the top of the document is no level of its own.
  if (!isCollection(document.contents)) columns.clear();
  return columns;
}

function dashes(token: CST.Token | undefined): number[] {
  if (token?.type !== 'block-seq') return [];
  return token.items.flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind').map(({ offset }) => offset),
  );
}
