import { findCatalogDataset } from '../../../catalog/datasets';
import type { DatasetIdentity } from '../../../spec/cell';
import type { TaskKind } from '../../../spec/spec';
import { inParallel } from '../../in-parallel';
import { DataError, type DataProblem, lostImages, ProblemList } from '../data-error';
import { type Dataset, type Example, PARTS, type Part } from '../dataset';
import { type Flaw, withoutFlawed } from '../flaws';
import type { ImageSize } from '../image-size';
import { type OpenDatasetOptions, surveyDataset } from '../open-dataset';
import { pixelWarnings } from '../pixel-warnings';
import { sharedGroups } from '../shared-groups';
import { UNCERTAIN } from '../uncertain-labels';
import { undefinedScore } from '../undefined-score';
import { untestedClasses } from '../untested-classes';
import type { DataNote, DatasetReport, DataWarning, PartReport } from './dataset-report';
import { type ExampleContent, lookAtContent } from './look-at-content';
import { lookAtHeaders } from './look-at-headers';
import { foregroundOf, maskWarnings } from './mask-warnings';
import { runLengthWarnings } from './run-length-warnings';
import { unusedFiles } from './unused-files';

/** Files opened at the same time; libuv reads four of them. */
const AT_ONCE = 8;

/** Images, and masks, that are decoded in any case: enough to tell a field of view from vessels. */
const SAMPLED = 10;

/** Pairs that are named one by one. */
const NAMED = 10;

const REDRAWN: DataNote = {
  code: 'redrawn',
  message: 'It comes in parts, and `split` draws others; `split: {parts: given}` keeps those it comes in.',
  files: [],
};

export interface CheckOptions extends OpenDatasetOptions {
  /** Decode every image and mask, too: duplicates, damage, foreground. Without, a few are decoded. */
  readonly deep: boolean;
  /** A task is tested on it, so that its score must be defined. */
  readonly isScored?: boolean;
  /** Called after each example. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface CheckedDataset {
  readonly dataset: Dataset;
  readonly report: DatasetReport;
}

/**
 * Looks at everything about a dataset that can be wrong before training: names, tables, labels, patients and the headers of the files, and
 * a few images and masks; with `deep` all pixels. Nothing throws but errors that are none of the data's.
 */
export async function checkDataset(
  identity: DatasetIdentity,
  kind: TaskKind,
  root: string,
  options: CheckOptions,
): Promise<CheckedDataset> {
  const { dataset: surveyed, problems: found, isRedrawn } = await surveyDataset(identity, kind, root, options);
  const examples = PARTS.flatMap((part) => surveyed.parts[part]);
  const flaws: Flaw[] = [];
  const contents = new Map<string, ExampleContent>();
  const [sample, drawn] = [spread(examples), spread(examples.filter(isDrawn))];
  let done = 0;
  await inParallel(examples, AT_ONCE, undefined, async (example) => {
    const own = new ProblemList();
    const content = options.deep
      ? await lookAtContent(example, surveyed.window, own)
      : await lookAtHeaders(example, surveyed.window, { image: sample.has(example), mask: drawn.has(example) }, own);
    flaws.push(...own.all.map((problem) => ({ id: example.id, problem })));
    if (content !== null) contents.set(example.id, content);
    options.onProgress(++done, examples.length);
  });
  const { dataset, problems } = asTrainedOn(surveyed, identity, found, inOrder(flaws));
  // What is mended first may define it.
  const isSettled = found.every(({ costs }) => costs === 'example' && identity.onProblem === 'leave-out');
  const unscored = options.isScored && isSettled ? undefinedScore(dataset, root || identity.name) : null;
  const masks = [...contents.values()].flatMap(({ mask }) => (mask === null ? [] : [mask]));
  const isSound = found.every(({ costs }) => costs === 'dataset');
  const shared = sharedGroups(dataset);
  const untested = options.isScored ? untestedClasses(dataset) : null;
  const report: DatasetReport = {
    name: identity.name,
    layout: identity.layout,
    root,
    kind,
    classes: dataset.classes,
    parts: {
      train: partReport(dataset, 'train'),
      validation: partReport(dataset, 'validation'),
      test: partReport(dataset, 'test'),
    },
    splitHash: dataset.splitHash,
    sizes: rangeOf([...contents.values()]),
    foreground: foregroundOf(masks),
    isDeep: options.deep,
    problems: unscored === null ? problems : [...problems, unscored],
    leftOut: dataset.leftOut?.length ?? null,
    warnings: [
      ...(shared ? [shared.warning] : []),
      ...(untested ? [untested] : []),
      ...duplicates(dataset, contents),
      ...maskWarnings(masks, findCatalogDataset(identity.name)?.name ?? identity.name),
      ...pixelWarnings([...contents.values()].map(({ traits }) => traits)),
      ...(identity.layout === 'siim-acr' ? runLengthWarnings(examples, contents) : []),
    ],
    notes: [...(isRedrawn ? [REDRAWN] : []), ...(await unusedFiles(identity, root, examples, isSound))],
  };
  return { dataset, report };
}

/** Whether its mask may have foreground. */
function isDrawn({ mask }: Example): boolean {
  return mask !== null && (mask.kind !== 'runs' || mask.runs.length > 0);
}

/** Some from all over the dataset. */
function spread(examples: readonly Example[]): ReadonlySet<Example> {
  const step = Math.ceil(examples.length / SAMPLED);
  return new Set(examples.filter((_, index) => index % step === 0));
}

/** Files are looked at side by side; what is found is told in one order. */
function inOrder(flaws: readonly Flaw[]): readonly Flaw[] {
  return [...flaws].sort(({ problem: a }, { problem: b }) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** What runs train on, without the images that the spec allows to leave out, and every problem. */
function asTrainedOn(
  surveyed: Dataset,
  { onProblem }: DatasetIdentity,
  found: readonly DataProblem[],
  flaws: readonly Flaw[],
): { dataset: Dataset; problems: readonly DataProblem[] } {
  const problems = [...found, ...flaws.map(({ problem }) => problem)];
  if (onProblem !== 'leave-out') return { dataset: surveyed, problems };
  try {
    return { dataset: withoutFlawed({ ...surveyed, leftOut: lostImages(found) }, flaws), problems };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { dataset: surveyed, problems: [...found, ...error.problems] };
  }
}

function partReport({ classes, parts }: Dataset, part: Part): PartReport {
  const examples = parts[part];
  const count = (output: number, label: number) => examples.filter(({ labels }) => labels[output] === label).length;
  const isLabelled = examples.some(({ labels }) => labels.length > 0);
  return {
    examples: examples.length,
    groups: new Set(examples.map(({ group }) => group)).size,
    positives: isLabelled ? classes.map((_, output) => count(output, 1)) : [],
    uncertain: isLabelled ? classes.map((_, output) => count(output, UNCERTAIN)) : [],
  };
}

function rangeOf(sizes: readonly ImageSize[]): DatasetReport['sizes'] {
  if (sizes.length === 0) return null;
  const range = (of: (size: ImageSize) => number): [number, number] =>
    sizes.reduce<[number, number]>(
      ([least, greatest], size) => [Math.min(least, of(size)), Math.max(greatest, of(size))],
      [Number.POSITIVE_INFINITY, 0],
    );
  return { width: range(({ width }) => width), height: range(({ height }) => height) };
}

function duplicates({ parts }: Dataset, contents: ReadonlyMap<string, ExampleContent>): DataWarning[] {
  const firstOf = new Map<string, { part: Part; example: Example }>();
  const within: string[] = [];
  const across: string[] = [];
  for (const part of PARTS) {
    for (const example of parts[part]) {
      const hash = contents.get(example.id)?.hash ?? null;
      if (hash === null) continue;
      const first = firstOf.get(hash);
      if (first === undefined) firstOf.set(hash, { part, example });
      else if (first.part === part) within.push(`${example.id} = ${first.example.id}`);
      else across.push(`${example.id} (${part}) = ${first.example.id} (${first.part})`);
    }
  }
  const warnings: DataWarning[] = [];
  if (across.length > 0)
    warnings.push({
      code: 'duplicate',
      message: `${plural(across.length, 'image has', 'images have')} the pixels of one in another part: ${listed(across)}.`,
    });
  if (within.length > 0)
    warnings.push({
      code: 'duplicate',
      message: `${plural(within.length, 'image has', 'images have')} the pixels of another of its part: ${listed(within)}.`,
    });
  return warnings;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
