import { findCatalogDataset } from '../../catalog/datasets';
import { seenDatasets, whyNotApplicable } from '../ancestry';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { Initialization, Spec, Task } from '../spec';

/** Weights that have seen a task's test images under another dataset's name: comparable, but flattered. */
export function testImagesSeen(spec: Spec): readonly Diagnostic[] {
  return spec.initializations.flatMap((initialization) =>
    spec.tasks.flatMap((task) => {
      const source = sourceSeen(initialization, task, spec);
      if (source === null || whyNotApplicable(initialization, task.dataset, spec) !== null) return [];
      const message =
        `${initialization.name} is pre-trained on ${titleOf(source)}, which the images of ${titleOf(task.dataset.name)} were taken from: ` +
        `it may have seen test images of ${task.name}, under other labels. Its score there may be too good.`;
      return [problem('test-images-seen', message, initialization.range, { severity: 'warning' })];
    }),
  );
}

function sourceSeen(initialization: Initialization, { dataset }: Task, spec: Spec): string | null {
  const sources: readonly string[] =
    (findCatalogDataset(dataset.name) ?? findCatalogDataset(dataset.layout))?.takenFrom ?? [];
  return seenDatasets(initialization, spec).find((name) => sources.includes(name)) ?? null;
}

function titleOf(dataset: string): string {
  return findCatalogDataset(dataset)?.title ?? dataset;
}
