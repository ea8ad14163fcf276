import type { SplitSettings } from '../../spec/spec';
import type { ProblemList } from './data-error';
import { type Example, PARTS, type Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { byCodeUnit } from './image-files';
import { splitExamples } from './split';

/** Used where a layout has no official parts and the spec gives no split. */
export const DEFAULT_SPLIT: SplitSettings = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };

/** Whether the parts that a dataset comes in stand. */
export function keepsParts(split: SplitSettings | null): boolean {
  return split === null || split.given === true;
}

/**
 * The parts of a dataset, each in the order of its ids. A split in the spec draws all three, whatever folders there are. Without one, or
 * where it keeps them, the official parts stand, or those of the spec's lists; where they leave validation out, a tenth of training (by groups, stratified, always
 * the same) becomes validation, one group at least.
 */
export function assignParts(findings: Findings, split: SplitSettings | null): Record<Part, Example[]> {
  const { examples, exclusive } = findings;
  const given = (keepsParts(split) || split?.lists) && examples.some((example) => example.part !== null);
  const parts = given
    ? givenParts(findings, split?.seed ?? 1)
    : splitExamples(examples.map(withoutPart), split ?? findings.split ?? DEFAULT_SPLIT, exclusive);
  for (const part of PARTS) parts[part].sort((a, b) => byCodeUnit(a.id, b.id));
  return parts;
}

function givenParts({ examples, exclusive }: Findings, seed: number): Record<Part, Example[]> {
  const of = (part: Part) => examples.filter((example) => example.part === part).map(withoutPart);
  const [train, validation, test] = [of('train'), of('validation'), of('test')];
  if (validation.length > 0) return { train, validation, test };
  const draw = (share: number) =>
    splitExamples(train, { train: 1 - share, validation: share, test: 0, seed }, exclusive);
  const tenth = draw(0.1);
  // Of a handful of patients a tenth may be none.
  const drawn = tenth.validation.length > 0 ? tenth : draw(1 / new Set(train.map(({ group }) => group)).size);
  return { train: drawn.train, validation: drawn.validation, test };
}

function withoutPart({ part: _, ...example }: FoundExample): Example {
  return example;
}

/** Training, validation and test need examples, and a class that excludes the others needs some in each of them. What is lacking is reported. */
export function checkParts(
  findings: Findings,
  parts: Record<Part, Example[]>,
  place: string,
  problems: ProblemList,
): void {
  const { examples } = findings;
  if (examples.length === 0) {
    // Whatever costs the whole dataset is the reason.
    if (problems.all.every(({ costs }) => costs === 'example'))
      problems.add('missing', place, `${place}: it has no image that can be used; give the folder that holds them.`);
    return;
  }
  const empty = PARTS.filter((part) => parts[part].length === 0);
  for (const part of empty) {
    const message = `${place}: no images for ${part} (${examples.length} in all); add images, or give a \`split\` with a share for ${part}.`;
    problems.add('part', place, message);
  }
  if (empty.length > 0 || !findings.exclusive) return;
  for (const [name, has] of labelTests(findings.classes)) {
    const without = PARTS.filter((part) => !parts[part].some(has));
    if (without.length === 0) continue;
    const groups = new Set(examples.filter(has).map((example) => example.group)).size;
    const few = groups === 1 ? 'one image' : `${groups} images or groups`;
    const lack =
      groups === 0 ? `no image is of ${name}` : `${name} has ${few} and so none for ${without.join(' and ')}`;
    const message = `${place}: ${lack}; add images, at least one for each of train, validation and test, or leave the class out.`;
    problems.add('part', place, message);
  }
}

/** What can be missing from a part: each class, and with one output, the rows without it. */
function labelTests(classes: readonly string[]): [string, (example: Example) => boolean][] {
  const positive = classes.map((name, output): [string, (example: Example) => boolean] => [
    `class "${name}"`,
    (example) => example.labels[output] === 1,
  ]);
  if (classes.length !== 1) return positive;
  return [...positive, [`the opposite of class "${classes[0]}"`, (example) => example.labels[0] === 0]];
}
