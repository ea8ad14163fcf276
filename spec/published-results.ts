import type { Literature } from '../catalog/literature';
import paper from '../catalog/literature.json';
import { readLiterature } from './read-literature';

/** The published cells of the benchmark's paper (arXiv 2108.05930). */
export function publishedResults(): Literature {
  const { literature, diagnostics } = readLiterature(JSON.stringify(paper));
  if (literature === null)
    throw new Error(`catalog/literature.json: ${diagnostics.map(({ message }) => message).join(' ')}`);
  return literature;
}
