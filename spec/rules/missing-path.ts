import { dirname, isAbsolute } from 'node:path';
import { catalogCheckpoint } from '../checkpoint-file';
import { type DatasetUse, datasetUse } from '../dataset-layout';
import type { Range } from '../diagnostic';
import type { Located } from '../located';
import { problem } from '../problem';
import type { LayoutSyntax } from '../syntax';
import type { Rule, RuleContext } from './rule';

interface NamedPath {
  readonly path: string;
  readonly range: Range;
  readonly remedy: string;
}

type Exists = (path: string) => boolean;

/** Folders and files that the spec names and this machine does not have. A warning: the spec may be meant for another machine. */
export const missingPath: Rule = (context) => {
  const { fileExists } = context;
  if (fileExists === null) return [];
  // Where the spec itself lies nowhere yet, its relative paths lead nowhere.
  const exists = (path: string) => !isAbsolute(path) || fileExists(path);
  const missing = [...ofDatasets(context, exists), ...ofCheckpoints(context, exists)].filter(
    ({ path }) => !exists(path),
  );
  const once = new Map(missing.map((one) => [one.range.start, one]));
  return [...once.values()].map(({ path, range, remedy }) =>
    problem('missing-path', `${path} does not exist. ${remedy}`, range, { severity: 'warning' }),
  );
};

function ofDatasets({ scope, tasks }: RuleContext, exists: Exists): NamedPath[] {
  const ofTasks = tasks.map(({ use, syntax }) => ({ use, range: (syntax.data ?? syntax.name).range }));
  const ofPretraining = scope.syntax.initializations.flatMap(({ pretrain }) => {
    const found = pretrain?.on && scope.dataset(pretrain.on.value);
    return found ? [{ use: datasetUse(found, null), range: pretrain!.on!.range }] : [];
  });
  const declared = scope.syntax.data.flatMap(({ name }) => {
    const found = scope.dataset(name.value);
    return found ? [{ use: datasetUse(found, null), range: name.range }] : [];
  });
  return [...declared, ...ofTasks, ...ofPretraining].flatMap(({ use, range }) =>
    use === null || use.phantom !== null ? [] : ofDataset(use, range, scope, exists),
  );
}

/** The folder; what lies in it only once it is there. */
function ofDataset(use: DatasetUse, user: Range, { places }: RuleContext['scope'], exists: Exists): NamedPath[] {
  const { found, layout, layoutName } = use;
  const written = found?.declared?.root ?? null;
  const folder = found
    ? places.datasetFolder(found.declared?.name.value ?? found.name, written?.value ?? null)
    : places.resolve('.');
  if (!exists(folder)) {
    const remedy = written
      ? 'Correct the folder, or give another on the command line.'
      : `Say under \`data\` where \`${found?.name}\` lies, or give its folder on the command line.`;
    return [{ path: folder, range: written?.range ?? user, remedy }];
  }
  const key = (value: Located<string> | null, remedy: string): NamedPath[] =>
    value === null ? [] : [{ path: withoutStar(places.below(folder, value.value)), range: value.range, remedy }];
  return [
    // Below each class folder, which the pattern does not name.
    ...(layoutName === 'class-folders' ? [] : key(layout.images, 'Correct the path of the images.')),
    ...(layout.masks ?? []).flatMap((masks) => key(masks, 'Correct the path of the masks.')),
    ...key(layout.labels, 'Correct the path of the table.'),
    ...listsOf(layout).flatMap((list) => key(list, 'Correct the path of the list.')),
  ];
}

function listsOf({ split }: LayoutSyntax): Located<string>[] {
  if (!split?.lists) return [];
  const { value, range } = split.lists;
  return [value.train, value.validation, value.test].flatMap((file) => (file === null ? [] : [{ value: file, range }]));
}

/** The folder that a pattern looks into: all in front of its star. */
function withoutStar(path: string): string {
  const star = path.indexOf('*');
  return star === -1 ? path : dirname(`${path.slice(0, star)}x`);
}

function ofCheckpoints({ scope }: RuleContext, exists: Exists): NamedPath[] {
  const { weights, initializations } = scope.syntax;
  const folder = weights && scope.places.resolve(weights.value);
  const own = initializations.flatMap((entry) =>
    // A TensorFlow checkpoint may be named by what its files' names begin with.
    entry.weights && !exists(`${scope.places.resolve(entry.weights.value)}.index`)
      ? [
          {
            path: scope.places.resolve(entry.weights.value),
            range: entry.weights.range,
            remedy: 'Correct the path of the checkpoint.',
          },
        ]
      : [],
  );
  if (weights === null || folder === null) return own;
  if (!exists(folder))
    return [...own, { path: folder, range: weights.range, remedy: 'Correct the folder of the checkpoints.' }];
  const published = scope.publishedCheckpoints().map(({ entry, range }) => {
    const path = catalogCheckpoint(entry, folder, exists);
    return {
      path,
      range,
      remedy: `Download ${entry.files.map(({ name }) => name).join(' or ')} from its authors (${entry.source}).`,
    };
  });
  return [...own, ...published];
}
