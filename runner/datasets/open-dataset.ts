import type { DatasetIdentity } from '../../spec/cell';
import { kindOfLayout } from '../../spec/layout-kinds';
import type { TaskKind } from '../../spec/spec';
import { exists } from '../exists';
import type { DataThreads } from '../feeding/data-threads';
import { inParallel } from '../in-parallel';
import { assignParts, checkParts, keepsParts } from './assign-parts';
import { lookAtHeaders } from './check/look-at-headers';
import { readChestXray14 } from './chestxray14';
import { readChexpert } from './chexpert';
import { readClassFolders } from './class-folders';
import { readCsvLabels } from './csv-labels';
import { DataError, type DataProblem, lostImages, ProblemList } from './data-error';
import { type Dataset, PARTS } from './dataset';
import { readDrive } from './drive';
import type { Findings } from './findings';
import { resolveWritten } from './image-files';
import { readImageMasks } from './image-masks';
import { withListedParts } from './listed-parts';
import { maskFiles } from './mask-source';
import { readMontgomery } from './montgomery';
import { drawPhantoms } from './phantom/draw-phantoms';
import { readRsnaPe } from './rsna-pe';
import { readShenzhen } from './shenzhen';
import { readSiimAcr } from './siim-acr';
import { splitHash } from './split-hash';

/** Files looked for at the same time; libuv looks for four of them. */
const AT_ONCE = 8;

/** Images that are decoded, some tens of seconds long, for a run that cannot begin. */
const DECODED = 5000;

export interface OpenDatasetOptions {
  /** Absolute folder below which phantom datasets are drawn. */
  readonly phantomFolder: string;
  /** That draw phantoms; this one where there are none. */
  readonly threads?: DataThreads;
  /** Ends the drawing, and the looking for files; its reason is thrown. */
  readonly signal?: AbortSignal;
}

export interface Survey {
  readonly dataset: Dataset;
  /** In the order they were found. */
  readonly problems: readonly DataProblem[];
  /** Parts were drawn, though the dataset comes in some. */
  readonly isRedrawn: boolean;
}

/**
 * Finds the examples of a dataset, their labels, parts and files; no pixel is read. Phantom datasets are drawn first, unless they are there.
 *
 * @param root absolute folder of the dataset (`~/` is allowed); of no meaning for phantoms.
 * @throws DataError with every problem found; where examples may be left out, only if something else is wrong.
 */
export async function openDataset(
  identity: DatasetIdentity,
  kind: TaskKind,
  root: string,
  options: OpenDatasetOptions,
): Promise<Dataset> {
  const { dataset, problems } = await surveyDataset(identity, kind, root, options);
  if (identity.onProblem === 'leave-out') {
    if (problems.some(({ costs }) => costs === 'dataset')) throw new DataError(problems);
    return { ...dataset, leftOut: lostImages(problems) };
  }
  const missing = await missingFiles(dataset, options.signal);
  if (problems.length + missing.length === 0) return dataset;
  // Nothing can be trained on until these are mended, so whatever else is wrong is told with them.
  const unreadable = await unreadableImages(dataset, new Set(missing.map(({ file }) => file)), options.signal);
  throw new DataError([...problems, ...missing, ...unreadable]);
}

/** What is wrong with images and masks that are there: as their headers say, and of a few thousand as their pixels say. */
async function unreadableImages(
  { parts, window }: Dataset,
  missing: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly DataProblem[]> {
  const examples = PARTS.flatMap((part) => parts[part]);
  const there = examples.filter(({ image, mask }) => ![image, ...maskFiles(mask)].some((file) => missing.has(file)));
  const isDecoded = there.length <= DECODED;
  const problems = there.map((): readonly DataProblem[] => []);
  await inParallel(there, AT_ONCE, signal, async (example, index) => {
    const own = new ProblemList();
    await lookAtHeaders(example, window, { image: isDecoded, mask: isDecoded }, own);
    problems[index] = own.all;
  });
  return problems.flat();
}

/** Files of examples that are not there. */
async function missingFiles({ parts }: Dataset, signal?: AbortSignal): Promise<readonly DataProblem[]> {
  const files = PARTS.flatMap((part) => parts[part]).flatMap(({ image, mask }) => [image, ...maskFiles(mask)]);
  const there = new Set<string>();
  await inParallel(files, AT_ONCE, signal, async (file) => {
    if (await exists(file)) there.add(file);
  });
  const problems = new ProblemList();
  for (const file of files) {
    if (there.has(file)) continue;
    problems.addToExample('missing', file, `${file}: there is no such file; add it, or take it out of the dataset.`);
  }
  return problems.all;
}

/** The same, with what is wrong beside what could be read. */
export async function surveyDataset(
  identity: DatasetIdentity,
  kind: TaskKind,
  root: string,
  options: OpenDatasetOptions,
): Promise<Survey> {
  if (identity.layout === 'phantom') {
    const drawn = await drawPhantoms(identity, options.phantomFolder, options.threads, options.signal);
    const split = identity.split ?? drawn.split;
    return surveyDataset({ name: identity.name, split, ...drawn.layout }, kind, drawn.root, options);
  }
  const problems = new ProblemList();
  const place = resolveWritten('.', root);
  const findings = await readFindings(identity, kind, place, problems);
  const parts = assignParts(findings, identity.split);
  // Where images are missing that will be there once problems are mended, a part that is too small says nothing.
  const isSettled = identity.onProblem === 'leave-out' || problems.all.every(({ costs }) => costs === 'dataset');
  if (isSettled) checkParts(findings, parts, place, problems);
  const { classes, testedClasses } = findings;
  const dataset: Dataset = {
    kind,
    classes,
    ...(testedClasses && { testedClasses }),
    ...(identity.layout === 'chexpert' && { uncertain: identity.uncertain }),
    ...(identity.window && { window: identity.window }),
    parts,
    splitHash: splitHash(parts),
  };
  const isRedrawn =
    !keepsParts(identity.split) && !identity.split?.lists && findings.examples.some(({ part }) => part !== null);
  return { dataset, problems: problems.all, isRedrawn };
}

type FileIdentity = Exclude<DatasetIdentity, { layout: 'phantom' }>;

async function readFindings(
  identity: FileIdentity,
  kind: TaskKind,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const { layout, split } = identity;
  if (kindOfLayout(layout) !== kind) {
    const lack = kind === 'segmentation' ? 'masks' : 'classes';
    problems.add('layout', root, `${root}: layout "${layout}" has no ${lack}, which ${kind} needs.`);
    return { classes: [], exclusive: false, examples: [] };
  }
  const findings = await readLayout(identity, root, problems);
  if (split?.given && findings.examples.length > 0 && findings.examples.every(({ part }) => part === null)) {
    const message = `${root}: it has no folders named train, valid and test, whose parts \`parts: given\` would keep; make them, or leave \`parts\` out, so that the parts are drawn.`;
    problems.add('part', root, message);
  }
  return split?.lists ? withListedParts(findings, split.lists, root, problems) : findings;
}

function readLayout(identity: FileIdentity, root: string, problems: ProblemList): Promise<Findings> {
  const groupBy = identity.split?.groupBy ?? null;
  switch (identity.layout) {
    case 'class-folders':
      return readClassFolders(identity, groupBy, root, problems);
    case 'csv':
      return readCsvLabels(identity, groupBy, root, problems);
    case 'masks':
      return readImageMasks(identity, groupBy, root, problems);
    case 'chestxray14':
      return readChestXray14(root, keepsParts(identity.split), problems);
    case 'chexpert':
      return readChexpert(root, problems);
    case 'shenzhen':
      return readShenzhen(root, problems);
    case 'rsna-pe':
      return readRsnaPe(root, problems);
    case 'siim-acr':
      return readSiimAcr(root, problems);
    case 'montgomery':
      return readMontgomery(root, problems);
    case 'drive':
      return readDrive(root, problems);
  }
}
