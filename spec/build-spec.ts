import { basename } from 'node:path';
import { UPSTREAM_DATASETS } from '../catalog/datasets';
import { findByName } from '../catalog/find-by-name';
import type { CatalogInitialization } from '../catalog/initializations';
import { catalogCheckpoint } from './checkpoint-file';
import { datasetSource, datasetUse } from './dataset-layout';
import type { ResolvedTask } from './resolve-task';
import { fineTuning, networkOf, pretraining } from './resolve-training';
import type { Scope } from './scope';
import type { Initialization, SeenDataset, Spec, StatisticsSettings, Task, TrainingSettings } from './spec';
import type { InitializationSyntax } from './syntax';

export interface BuildOptions {
  /** The spec's tasks with their names looked up. */
  readonly tasks: readonly ResolvedTask[];
  /** Title of a spec that gives none. */
  readonly fallbackName: string;
  readonly fileExists: (path: string) => boolean;
}

/** Fills in every default. null where something that a run needs is missing; the rules have said what. */
export function buildSpec(scope: Scope, options: BuildOptions): Spec | null {
  const { syntax } = scope;
  const tasks = options.tasks.map((task) => buildTask(task, scope));
  const initializations = syntax.initializations.map((entry) => buildInitialization(entry, scope, options));
  const origins = scope
    .origins()
    .map(({ entry, range }) => buildFromCatalog({ name: entry.name, range }, entry, null, scope, options));
  if (!isComplete(tasks) || !isComplete(initializations) || !isComplete(origins)) return null;
  return {
    name: syntax.name?.value ?? options.fallbackName,
    weights: syntax.weights?.value ?? null,
    tasks,
    initializations,
    origins,
    runs: syntax.runs?.value ?? 10,
    seed: syntax.seed?.value ?? 1,
    statistics: buildStatistics(scope),
  };
}

/** Title of a spec without one: its file's name without the endings. */
export function titleOf(path: string | undefined): string {
  return path === undefined ? 'Untitled' : basename(path).replace(/(\.warmstart)?\.ya?ml$/, '');
}

function isComplete<Part>(parts: readonly (Part | null)[]): parts is readonly Part[] {
  return !parts.includes(null);
}

function buildTask({ syntax, catalog, use, kind, metric }: ResolvedTask, scope: Scope): Task | null {
  const dataset = use && datasetSource(use, scope.places);
  if (dataset === null) return null;
  const { protocol } = scope;
  return {
    name: syntax.name.value,
    kind,
    metric,
    dataset,
    network: networkOf(protocol, scope.syntax.network, syntax.network),
    training: fineTuning(protocol, kind, catalog?.name ?? null, scope.syntax.training, syntax.training),
    range: syntax.name.range,
  };
}

function buildInitialization(entry: InitializationSyntax, scope: Scope, options: BuildOptions): Initialization | null {
  const { name, pretrain, weights, allowPartial } = entry;
  const named = { name: name.value, range: name.range };
  const catalog = scope.catalogEntry(entry);
  if (pretrain) {
    const found = pretrain.on && scope.dataset(pretrain.on.value);
    const on = found && datasetSource(datasetUse(found, null), scope.places);
    const from = pretrain.from && canonicalName(pretrain.from.value, scope);
    if (!on || !from) return null;
    const training = pretraining(scope.protocol, pretrain.training);
    return { ...named, source: 'pretrain', from, on, method: 'supervised', training };
  }
  if (weights) {
    const path = scope.places.resolve(weights.value);
    const pretrainedOn =
      entry.pretrainedOn?.map(({ value }) => seenDataset(value, scope)) ?? catalog?.pretrainedOn ?? [];
    const normalisation = ownNormalisation(entry, catalog, scope);
    return { ...named, source: 'file', file: weights.value, path, allowPartial, normalisation, pretrainedOn };
  }
  return catalog && buildFromCatalog(named, catalog, entry, scope, options);
}

function seenDataset(name: string, scope: Scope): SeenDataset {
  const found = scope.dataset(name);
  if (found !== null) return datasetSource(datasetUse(found, null), scope.places) ?? found.name;
  return findByName(UPSTREAM_DATASETS, name)?.name ?? name;
}

function buildFromCatalog(
  named: Pick<Initialization, 'name' | 'range'>,
  entry: CatalogInitialization,
  written: InitializationSyntax | null,
  scope: Scope,
  options: BuildOptions,
): Initialization | null {
  if (entry.files.length === 0) return { ...named, source: 'random' };
  const { weights } = scope.syntax;
  if (weights === null) return null;
  const path = catalogCheckpoint(entry, scope.places.resolve(weights.value), options.fileExists);
  return {
    ...named,
    source: 'file',
    file: entry.name,
    path,
    allowPartial: written?.allowPartial ?? false,
    normalisation: ownNormalisation(written, entry, scope),
    pretrainedOn: entry.pretrainedOn,
  };
}

/** null: the task's. */
function ownNormalisation(
  written: InitializationSyntax | null,
  catalog: CatalogInitialization | null,
  { syntax }: Scope,
): TrainingSettings['normalisation'] | null {
  const said = written?.normalisation?.value ?? syntax.normalisation?.value ?? 'protocol';
  if (said === 'protocol') return null;
  return said === 'checkpoint' ? (catalog?.input.normalisation ?? null) : said;
}

function canonicalName(written: string, scope: Scope): string | null {
  const found = scope.initialization(written);
  if (found === null) return null;
  return found.source === 'spec' ? found.entry.name.value : found.entry.name;
}

/** A reference that is named is meant to be compared with. Hsu's comparison with the best is a one-sided one, with one variance for all. */
function buildStatistics(scope: Scope): StatisticsSettings {
  const { test, compare, reference, alternative, alpha, correction, margin, ddof } = scope.syntax.statistics;
  const comparands = compare?.value ?? (reference === null ? 'best' : 'reference');
  const isHsu = correction?.value === 'hsu';
  return {
    test: test?.value ?? (isHsu ? 'student' : 'welch'),
    compare: comparands,
    reference: comparands === 'reference' ? canonicalName(reference?.value ?? '', scope) : null,
    alternative: alternative?.value ?? (isHsu ? 'less' : 'two-sided'),
    alpha: alpha?.value ?? 0.05,
    correction: correction?.value ?? 'holm',
    margin: margin?.value ?? null,
    ddof: ddof?.value ?? 1,
  };
}
