/** Where things lie on this machine. Pure: the home folder and everything else from outside come in as values. */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { findCatalogDataset } from '../catalog/datasets';
import { MapReader } from './map-reader';

export interface Environment {
  /** The user's home folder, which `~` stands for. */
  readonly home: string;
  /** Value of WARMSTART_DATA: a folder with a folder per dataset. */
  readonly warmstartData?: string;
  /** Folders by dataset name, from `.warmstart/paths.yaml` beside the spec (see {@link parsePaths}). */
  readonly paths?: Readonly<Record<string, string>>;
}

export interface PathOptions {
  /** Path of the spec; without it paths stay as written. */
  readonly path?: string;
  /** Folders by dataset name from the command line; absolute, or relative to the spec's folder. They win over the spec. */
  readonly data?: Readonly<Record<string, string>>;
  readonly environment?: Environment;
}

export class Places {
  readonly #folder: string | null;
  readonly #options: PathOptions;

  constructor(options: PathOptions) {
    this.#folder = options.path === undefined ? null : dirname(resolve(options.path));
    this.#options = options;
  }

  /** Names of datasets that are known from outside the spec. */
  get names(): readonly string[] {
    return [...Object.keys(this.#options.data ?? {}), ...Object.keys(this.#options.environment?.paths ?? {})];
  }

  /** A path as the spec writes it, made absolute where the spec's own path is known. */
  resolve(written: string): string {
    const home = this.#options.environment?.home;
    if (isBelowHome(written)) return home === undefined ? written : join(home, written.slice(1));
    return this.#folder === null ? written : resolve(this.#folder, written);
  }

  /**
   * The folder of a dataset: from the command line, else as the spec says, else from `.warmstart/paths.yaml`, else below
   * $WARMSTART_DATA, else a folder of that name beside the spec.
   *
   * @param written what the spec says; null: nothing.
   */
  datasetFolder(name: string, written: string | null): string {
    const { data, environment } = this.#options;
    const chosen = lookUp(data, name) ?? written ?? lookUp(environment?.paths, name);
    if (chosen !== null) return this.resolve(chosen);
    const all = environment?.warmstartData;
    return this.resolve(all ? join(all, name) : name);
  }

  /** A path that a dataset's key gives: starts at the dataset's folder. */
  below(folder: string, written: string): string {
    return isAbsolute(written) || isBelowHome(written) ? this.resolve(written) : join(folder, written);
  }
}

/** Reads `.warmstart/paths.yaml`, a map from dataset name to folder. What cannot be read is left out. */
export function parsePaths(text: string): Readonly<Record<string, string>> {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const map = new MapReader(document.contents, document);
  return Object.fromEntries(
    map.keys().flatMap(({ value }) => {
      const folder = map.text(value);
      return folder ? [[value, folder.value]] : [];
    }),
  );
}

function isBelowHome(path: string): boolean {
  return path === '~' || path.startsWith('~/');
}

/** By the name itself, else by another name of the same dataset of the catalog. */
function lookUp(folders: Readonly<Record<string, string>> | undefined, name: string): string | null {
  if (folders === undefined) return null;
  if (Object.hasOwn(folders, name)) return folders[name]!;
  const known = findCatalogDataset(name);
  if (known === null) return null;
  const alias = Object.keys(folders).find((other) => findCatalogDataset(other) === known);
  return alias === undefined ? null : folders[alias]!;
}
