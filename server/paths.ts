import { partNamed } from '../runner/datasets/part-names';
import type { Places } from '../spec/paths';
import type { KeyPath, Place } from './place';
import type { FolderEntry, World } from './world';

/** A folder or file that may continue a half-typed path. */
export interface PathSuggestion {
  /** The whole path as the spec would write it; folders end in `/`. */
  readonly path: string;
  readonly entry: FolderEntry;
}

export interface PathOptions {
  readonly places: Places;
  readonly world: Pick<World, 'listFolder'>;
}

/** Entries of the folder that the typed path points into, folders first; hidden ones only once their dot is typed. */
export function pathSuggestions(place: Place, options: PathOptions): readonly PathSuggestion[] {
  const { places, world } = options;
  const folder = place.typed.slice(0, place.typed.lastIndexOf('/') + 1);
  const begun = place.typed.slice(folder.length);
  const start = startOfPaths(place, options);
  return world
    .listFolder(start === null ? places.resolve(folder || '.') : places.below(start, folder || '.'))
    .filter(({ name }) => begun.startsWith('.') || !name.startsWith('.'))
    .toSorted((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name))
    .map((entry) => ({ path: `${folder}${entry.name}${entry.folder ? '/' : ''}`, entry }));
}

/** Folder that the paths of a key of a dataset start at; null where paths start at the spec. */
function startOfPaths({ path, document }: Place, options: PathOptions): string | null {
  const { places } = options;
  const [section, entry, key] = path;
  const inDataset = section === 'data' && key !== undefined && key !== 'root';
  const name = inDataset ? entry : section === 'tasks' ? document.getIn([section, entry, 'data']) : null;
  const isNamed = typeof name === 'string';
  const written = isNamed ? (document.getIn(['data', name, 'root']) ?? document.getIn(['data', name])) : null;
  const root = isNamed ? places.datasetFolder(name, typeof written === 'string' ? written : null) : null;
  const maps: KeyPath[] = [path.slice(0, 2), ...(isNamed ? [['data', name]] : [])];
  const said = (wanted: string) => maps.map((map) => document.getIn([...map, wanted])).find((value) => value != null);
  const hasClassFolders = said('layout') === 'class-folders' || (said('classes') && !said('labels') && !said('masks'));
  // What are images in class folders is said below each of them; one shows what there is.
  return key === 'images' && hasClassFolders ? classFolder(root ?? places.resolve('.'), options) : root;
}

/** The first folder of a class, in the dataset's folder or below that of a part; where there is none, what it would lie in. */
function classFolder(root: string, { places, world }: PathOptions): string {
  const foldersIn = (path: string) =>
    world.listFolder(path).flatMap(({ name, folder }) => (folder && !name.startsWith('.') ? [name] : []));
  const part = foldersIn(root).find((name) => partNamed(name) !== null);
  const home = part === undefined ? root : places.below(root, part);
  const [first] = foldersIn(home);
  return first === undefined ? home : places.below(home, first);
}
