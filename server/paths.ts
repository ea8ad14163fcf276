import type { Places } from '../spec/paths';
import type { Place } from './place';
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
export function pathSuggestions(place: Place, { places, world }: PathOptions): readonly PathSuggestion[] {
  const folder = place.typed.slice(0, place.typed.lastIndexOf('/') + 1);
  const begun = place.typed.slice(folder.length);
  const start = startOfPaths(place, places);
  return world
    .listFolder(start === null ? places.resolve(folder || '.') : places.below(start, folder || '.'))
    .filter(({ name }) => begun.startsWith('.') || !name.startsWith('.'))
    .toSorted((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name))
    .map((entry) => ({ path: `${folder}${entry.name}${entry.folder ? '/' : ''}`, entry }));
}

/** Folder of the dataset that the path belongs to; null where paths start at the spec. */
function startOfPaths({ path, document }: Place, places: Places): string | null {
  const [section, entry, key] = path;
  const inDataset = section === 'data' && key !== undefined && key !== 'root';
  const name = inDataset ? entry : section === 'tasks' ? document.getIn([section, entry, 'data']) : null;
  if (typeof name !== 'string') return null;
  const written = document.getIn(['data', name, 'root']) ?? document.getIn(['data', name]);
  return places.datasetFolder(name, typeof written === 'string' ? written : null);
}
