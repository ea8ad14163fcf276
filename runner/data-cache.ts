import type { Work } from '../spec/cell';
import { openDataset } from './datasets/open-dataset';
import { type PreparedDataset, prepare } from './datasets/prepare';
import type { DataThreads } from './feeding/data-threads';
import type { StoreFolder } from './store/store-folder';

/** Datasets opened by this process: the cells of a task share one, its images decoded once. */
export class DataCache {
  readonly #store: StoreFolder;
  readonly #threads: DataThreads;
  readonly #stop: AbortSignal;
  readonly #open = new Map<string, Promise<PreparedDataset>>();

  /** @param stop ends what is being prepared; its reason is thrown */
  constructor(store: StoreFolder, threads: DataThreads, stop: AbortSignal) {
    this.#store = store;
    this.#threads = threads;
    this.#stop = stop;
  }

  /** @throws DataError, again for every cell that needs the same data */
  get({ job, root }: Work): Promise<PreparedDataset> {
    const key = JSON.stringify([job.dataset, job.kind, job.training.imageSize, root]);
    const known = this.#open.get(key) ?? this.#prepare(job, root);
    this.#open.set(key, known);
    return known;
  }

  async #prepare({ dataset, kind, training }: Work['job'], root: string): Promise<PreparedDataset> {
    const found = await openDataset(dataset, kind, root, { phantomFolder: this.#store.phantoms });
    return prepare(found, training.imageSize, this.#store.prepared, this.#threads, this.#stop);
  }
}
