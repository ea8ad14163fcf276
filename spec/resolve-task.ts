import { type CatalogTask, findCatalogTask } from '../catalog/tasks';
import { type DatasetUse, datasetUse, kindOfDataset } from './dataset-layout';
import type { Scope } from './scope';
import type { Metric, TaskKind } from './spec';
import type { LayoutSyntax, TaskSyntax } from './syntax';

/** A task of the spec with its names looked up. */
export interface ResolvedTask {
  readonly syntax: TaskSyntax;
  readonly catalog: CatalogTask | null;
  /** null: the task names no dataset that is known, nor describes one. */
  readonly use: DatasetUse | null;
  readonly kind: TaskKind;
  readonly metric: Metric;
}

export function resolveTask(syntax: TaskSyntax, scope: Scope): ResolvedTask {
  const catalog = findCatalogTask(syntax.name.value);
  const use = useOf(syntax, catalog, scope);
  const kind = syntax.kind?.value ?? catalog?.kind ?? (use && kindOfDataset(use)) ?? 'classification';
  const usual = catalog?.kind === kind ? catalog.metric : kind === 'segmentation' ? 'dice' : 'auc';
  return { syntax, catalog, use, kind, metric: syntax.metric?.value ?? usual };
}

function useOf(task: TaskSyntax, catalog: CatalogTask | null, scope: Scope): DatasetUse | null {
  if (task.data) {
    const found = scope.dataset(task.data.value);
    return found && datasetUse(found, task.layout);
  }
  const named = catalog && scope.dataset(catalog.dataset);
  if (named) return datasetUse(named, task.layout);
  return describesDataset(task.layout) ? datasetUse(null, task.layout) : null;
}

function describesDataset({ layout, images, masks, labels, classes }: LayoutSyntax): boolean {
  return (layout ?? images ?? masks ?? labels ?? classes) !== null;
}
