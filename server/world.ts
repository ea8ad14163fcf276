import type { Table } from '../results/table';

export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** What the language server needs to know from outside the text. Paths are absolute. */
export interface World {
  /** The user's home, which `~` in a spec stands for. */
  readonly home: string;
  exists(path: string): boolean;
  /** Empty where the folder does not exist or may not be read. */
  listFolder(path: string): readonly FolderEntry[];
  /** The results so far of the spec at `path` with this text; null where nothing has run or the spec cannot be read. */
  readTable(path: string, text: string): Promise<Table | null>;
  /** Address of the page that explains the diagnostics; null: unknown. */
  readonly diagnosticsPage: string | null;
}
