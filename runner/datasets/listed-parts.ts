import { basename } from 'node:path';
import type { SplitLists } from '../../spec/spec';
import type { ProblemList } from './data-error';
import { PARTS, type Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { resolveWritten } from './image-files';
import { readNameList } from './name-list';

/**
 * Gives each example the part whose list names it: by its id, its file's name, or either without the ending. Where a whole line is no such
 * name, what stands before the first blank or comma is. Examples that no list names are not used.
 */
export async function withListedParts(
  findings: Findings,
  lists: SplitLists,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const byName = namesOf(findings.examples);
  const parts = new Map<FoundExample, Part>();
  for (const part of PARTS) {
    const written = lists[part];
    if (written === null) continue;
    const file = resolveWritten(root, written);
    for (const line of (await readNameList(file, problems)) ?? []) {
      const example = byName.get(line) ?? byName.get(line.split(/[\s,]/, 1)[0]!);
      if (example === undefined) {
        const message = `${file}: the dataset has no image "${line}" that can be used; mend the list, or take the line out.`;
        problems.addToExample('missing', file, message, null);
      } else if (parts.has(example) && parts.get(example) !== part) {
        problems.add('part', file, `${file}: "${line}" is already in ${parts.get(example)}; name it in one list.`);
      } else parts.set(example, part);
    }
  }
  const examples = [...parts].map(([example, part]) => ({ ...example, part }));
  return { ...findings, examples };
}

/** A name that several examples have is none. */
function namesOf(examples: readonly FoundExample[]): ReadonlyMap<string, FoundExample> {
  const index = new Map<string, FoundExample | null>();
  for (const example of examples) {
    const full = [example.id, basename(example.image)];
    for (const name of new Set([...full, ...full.map((one) => one.replace(/\.[^./]+$/, ''))])) {
      index.set(name, index.has(name) ? null : example);
    }
  }
  return new Map([...index].filter((entry): entry is [string, FoundExample] => entry[1] !== null));
}
