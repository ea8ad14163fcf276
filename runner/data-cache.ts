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
  get(work: Work): Promise<PreparedDataset> {
    const key = keyOf(work);
    const known = this.#open.get(key) ?? this.#prepare(work);
    this.#open.set(key, known);
    return known;
  }

  /** Begins with the first data, in the order of the work to come, that has not been asked for: made beside the training until then. */
  prepareNext(coming: readonly Work[]): void {
    const next = coming.find((work) => !this.#open.has(keyOf(work)));
    // A failure is told to whoever asks for the data.
    if (next) this.get(next).catch(() => {});
  }

  /** Waits for what is being prepared; where it should end, stop it first. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.#open.values());
  }

  async #prepare({ job, root }: Work): Promise<PreparedDataset> {
    const threads = this.#threads;
    const options = { phantomFolder: this.#store.phantoms, threads, signal: this.#stop };
    const dataset = await openDataset(job.dataset, job.kind, root, options);
    return prepare(dataset, job.training.imageSize, this.#store.prepared, threads, this.#stop);
  }
}

/** The same for work on the same data at the same size. */
function keyOf({ job, root }: Work): string {
  return JSON.stringify([job.dataset, job.kind, job.training.imageSize, root]);
}
