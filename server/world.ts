import type { Table } from '../results/table';
import type { Environment } from '../spec/paths';
import type { Spec } from '../spec/spec';

export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** What the language server needs to know from outside the text. Paths are absolute. */
export interface World {
  /** What this machine says about where data lie, for a spec in `folder`. */
  environment(folder: string): Environment;
  fileExists(path: string): boolean;
  /** Empty where the folder does not exist or may not be read. */
  listFolder(path: string): readonly FolderEntry[];
  /** The results so far of the spec at `path`; null where no run has ended yet. */
  readTable(path: string, spec: Spec): Promise<Table | null>;
  /** Address of the page that explains the diagnostics; null: unknown. */
  readonly diagnosticsPage: string | null;
}
