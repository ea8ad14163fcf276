import type { DatasetIdentity } from '../../spec/cell';
import type { TaskKind } from '../../spec/spec';
import { assignParts } from './assign-parts';
import { readClassFolders } from './class-folders';
import { readCsvLabels } from './csv-labels';
import { ProblemList } from './data-error';
import type { Dataset } from './dataset';
import { readDrive } from './drive';
import type { Findings } from './findings';
import { resolveWritten } from './image-files';
import { readImageMasks } from './image-masks';
import { drawPhantoms } from './phantom/draw-phantoms';
import { splitHash } from './split-hash';

export interface OpenDatasetOptions {
  /** Absolute folder below which phantom datasets are drawn. */
  readonly phantomFolder: string;
}

/**
 * Finds the examples of a dataset, their labels and parts; no pixel is read. Phantom datasets are drawn first, unless they are there.
 *
 * @param root absolute folder of the dataset (`~/` is allowed); of no meaning for phantoms.
 * @throws DataError with every problem found.
 */
export async function openDataset(
  identity: DatasetIdentity,
  kind: TaskKind,
  root: string,
  options: OpenDatasetOptions,
): Promise<Dataset> {
  if (identity.layout === 'phantom') {
    const drawn = await drawPhantoms(identity, options.phantomFolder);
    const split = identity.split ?? drawn.split;
    return openDataset({ name: identity.name, split, ...drawn.layout }, kind, drawn.root, options);
  }
  const problems = new ProblemList();
  const place = resolveWritten('.', root);
  if ((identity.layout === 'drive' || identity.layout === 'masks') !== (kind === 'segmentation')) {
    problems.add(
      'layout',
      place,
      `${place}: layout "${identity.layout}" has no ${kind === 'segmentation' ? 'masks' : 'classes'}, which ${kind} needs.`,
    );
    problems.throwIfAny();
  }
  const findings = await readLayout(identity, place, problems);
  const parts = assignParts(findings, identity.split, place, problems);
  problems.throwIfAny();
  return { kind, classes: findings.classes, parts, splitHash: splitHash(parts) };
}

function readLayout(
  identity: Exclude<DatasetIdentity, { layout: 'phantom' }>,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const groupBy = identity.split?.groupBy ?? null;
  switch (identity.layout) {
    case 'class-folders':
      return readClassFolders(identity, groupBy, root, problems);
    case 'csv':
      return readCsvLabels(identity, groupBy, root, problems);
    case 'masks':
      return readImageMasks(identity, groupBy, root, problems);
    case 'drive':
      return readDrive(root, problems);
  }
}
