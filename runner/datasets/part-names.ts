import type { Part } from './dataset';

const PARTS: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
};

/** Which part a folder or a cell of a split column names (`train`, `valid`, `val`, `validation`, `test` ...); null for other words. */
export function partNamed(word: string): Part | null {
  return PARTS[word.trim().toLowerCase()] ?? null;
}
