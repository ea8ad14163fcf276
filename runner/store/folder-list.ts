import { readdirSync, statSync } from 'node:fs';
import type { StoreFolder } from './store-folder';

/** Even what never changes is looked at this often, in case somebody copied another store over this one. */
const THOROUGH_MS = 30_000;

/** Clocks of file systems are coarse: a folder that changed this shortly before it was read may have changed once more since. */
const COARSE_MS = 2_500;

/** Names of the run folders, read in one go, so that ten thousand finished runs need no look at each. */
export class FolderList {
  readonly #store: StoreFolder;
  #names: ReadonlySet<string> = new Set();
  /** Ids whose results were put aside at some time: another journal may take the place of theirs. */
  #renewed: ReadonlySet<string> = new Set();
  /** When the folder had last changed, where its names were read long enough after that; else null. */
  #changed: number | null = null;
  #thorough = Number.NEGATIVE_INFINITY;
  #isThorough = true;

  constructor(store: StoreFolder) {
    this.#store = store;
  }

  /** Reads the names anew where they may have changed. */
  look(now = Date.now()): void {
    // A clock that was set back makes the look thorough as well.
    this.#isThorough = Math.abs(now - this.#thorough) >= THOROUGH_MS;
    if (this.#isThorough) this.#thorough = now;
    const changed = statSync(this.#store.cells, { throwIfNoEntry: false })?.mtimeMs ?? null;
    if (changed !== null && changed === this.#changed && !this.#isThorough) return;
    this.#changed = changed !== null && now - changed > COARSE_MS ? changed : null;
    const names = namesIn(this.#store.cells);
    this.#names = new Set(names);
    this.#renewed = new Set(names.flatMap((name) => (name.includes('.before-') ? name.split('.before-', 1) : [])));
  }

  has(id: string): boolean {
    return this.#names.has(id);
  }

  /** Whether the journal of a run that was finished at an earlier look is still the same. */
  isSettled(id: string): boolean {
    return !this.#isThorough && this.has(id) && !this.#renewed.has(id);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
