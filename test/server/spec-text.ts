/** One small spec that the tests of names, lenses and hints share. */
import { parseDocument } from 'yaml';
import { outline } from '../../server/outline';

export const SPEC = `# What helps?
name: Small study
data:
  textures: {phantom: textures}
  x-rays: ~/data/x-rays

tasks:
  - TXC
  - name: nodules
    kind: classification
    data: x-rays

initializations:
  - random
  - name: upstream
    pretrain: {from: random, on: textures}
  - name: twice
    pretrain: {from: upstream, on: textures}
`;

export function outlineOf(text: string) {
  return outline(parseDocument(text));
}

/** The text with the cursor in the middle of the n-th (from 1) occurrence of `word`. */
export function cursorIn(text: string, word: string, nth = 1): string {
  let at = -1;
  for (let i = 0; i < nth; i++) at = text.indexOf(word, at + 1);
  if (at === -1) throw new Error(`No ${nth}. "${word}" in the text.`);
  return `${text.slice(0, at + 1)}|${text.slice(at + 1)}`;
}
