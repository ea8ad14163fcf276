import { findCatalogDataset } from '../../catalog/datasets';
import { nameOf, seenDatasets, whyNotApplicable } from '../ancestry';
import { sharesImages } from '../dataset-identity';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { DatasetSource, SeenDataset, Spec } from '../spec';

/** Weights that have seen a task's test images under another dataset's name: comparable, but flattered. */
export function testImagesSeen(spec: Spec): readonly Diagnostic[] {
  return spec.initializations.flatMap((initialization) =>
    spec.tasks.flatMap(({ name, dataset }) => {
      const how = seenDatasets(initialization, spec).map((seen) => howSeen(seen, dataset));
      const found = how.find((one) => one !== null);
      if (!found || whyNotApplicable(initialization, dataset, spec) !== null) return [];
      const message =
        `${initialization.name} is pre-trained on ${found}: it may have seen test images of ${name}, under other labels. ` +
        'Its score there may be too good.';
      return [problem('test-images-seen', message, initialization.range, { severity: 'warning' })];
    }),
  );
}

/** null: not, as far as is known. */
function howSeen(seen: SeenDataset, target: DatasetSource): string | null {
  const sources: readonly string[] =
    (findCatalogDataset(target.name) ?? findCatalogDataset(target.layout))?.takenFrom ?? [];
  const source = (typeof seen === 'string' ? [seen] : [seen.name, seen.layout]).find((name) => sources.includes(name));
  if (source !== undefined) return `${titleOf(source)}, which the images of ${titleOf(target.name)} were taken from`;
  const isBeside = typeof seen !== 'string' && sharesImages(seen, target);
  return isBeside ? `${nameOf(seen)}, whose images lie in the same folder` : null;
}

function titleOf(dataset: string): string {
  return findCatalogDataset(dataset)?.title ?? dataset;
}
