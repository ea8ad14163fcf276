import type { SplitSettings } from '../../spec/spec';
import { RandomStream } from '../random';
import { type Example, PARTS, type Part } from './dataset';
import { byCodeUnit } from './image-files';

export type Shares = Pick<SplitSettings, 'train' | 'validation' | 'test' | 'seed'>;

interface Group {
  readonly name: string;
  readonly examples: Example[];
}

/**
 * Draws the parts: whole groups at a time, stratified by labels, the same for the same seed on every machine and for files in any order.
 *
 * Groups with the same labels form a stratum, in an order drawn from the seed. Going through the strata one after another, each group goes
 * to the part that lags furthest behind its share; so every part keeps its share in total and, within one group, in every stratum.
 *
 * @param exclusive strata are classes: one of at least as many groups as parts has a group in each, be the shares what they may.
 */
export function splitExamples(
  examples: readonly Example[],
  shares: Shares,
  exclusive: boolean,
): Record<Part, Example[]> {
  const parts: Record<Part, Example[]> = { train: [], validation: [], test: [] };
  const used = PARTS.filter((part) => shares[part] > 0);
  const total = used.reduce((sum, part) => sum + shares[part], 0);
  let seen = 0;
  for (const [stratum, groups] of strata(examples)) {
    const order = new RandomStream(shares.seed, 'split', stratum).permutation(groups.length);
    const unserved = new Set<Part>(exclusive && groups.length >= used.length ? used : []);
    for (const [position, index] of order.entries()) {
      const group = groups[index]!;
      seen += group.examples.length;
      const mustServe = unserved.size > 0 && groups.length - position <= unserved.size;
      const lag = (part: Part) => (shares[part] / total) * seen - parts[part].length;
      const candidates = used.filter((part) => !mustServe || unserved.has(part));
      const chosen = candidates.reduce((best, part) => (lag(part) > lag(best) ? part : best));
      parts[chosen].push(...group.examples);
      unserved.delete(chosen);
    }
  }
  return parts;
}

/** Groups by their labels (of several examples: the union), both in code-unit order. */
function strata(examples: readonly Example[]): Map<string, Group[]> {
  const groups = new Map<string, Group>();
  for (const example of [...examples].sort((a, b) => byCodeUnit(a.id, b.id))) {
    const group = groups.get(example.group);
    if (group === undefined) groups.set(example.group, { name: example.group, examples: [example] });
    else group.examples.push(example);
  }
  const byLabels = new Map<string, Group[]>();
  for (const group of [...groups.values()].sort((a, b) => byCodeUnit(a.name, b.name))) {
    const union = group.examples[0]!.labels.map((_, output) =>
      Math.max(...group.examples.map((one) => one.labels[output]!)),
    );
    const key = union.join('');
    const stratum = byLabels.get(key);
    if (stratum === undefined) byLabels.set(key, [group]);
    else stratum.push(group);
  }
  return new Map([...byLabels].sort(([a], [b]) => byCodeUnit(a, b)));
}
