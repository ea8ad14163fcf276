import { realpathSync } from 'node:fs';
import type { Work } from '../spec/cell';
import { DataError } from './datasets/data-error';
import type { Dataset } from './datasets/dataset';
import { resolveWritten } from './datasets/image-files';
import { openDataset } from './datasets/open-dataset';
import { type PreparedDataset, prepare } from './datasets/prepare';
import { undefinedScore } from './datasets/undefined-score';
import type { DataThreads } from './feeding/data-threads';
import type { Preparing, PreparingTold } from './preparing';
import type { StoreFolder } from './store/store-folder';

/** Datasets opened by this process: the cells of a task share one, its images decoded once. */
export class DataCache {
  readonly #store: StoreFolder;
  readonly #threads: DataThreads;
  readonly #stop: AbortSignal;
  /** Without links, by how they are written. */
  readonly #folders = new Map<string, string>();
  /** By what the data is. */
  readonly #found = new Map<string, Promise<Dataset>>();
  /** By what the data is, and the size. */
  readonly #open = new Map<string, Promise<PreparedDataset>>();

  /** @param stop ends what is being prepared; its reason is thrown */
  constructor(store: StoreFolder, threads: DataThreads, stop: AbortSignal) {
    this.#store = store;
    this.#threads = threads;
    this.#stop = stop;
  }

  /** @throws DataError, again for every cell that needs the same data */
  async get(work: Work, told?: PreparingTold): Promise<PreparedDataset> {
    const key = this.#key(work);
    const known = this.#open.get(key) ?? this.#prepare(work, told);
    this.#open.set(key, known);
    const prepared = await known;
    requireScore(work, prepared.dataset);
    return prepared;
  }

  /** Those of some work whose data cannot be used, as far as names, tables, labels and the presence of files tell. */
  unusable(work: readonly Work[]): Promise<Work[]> {
    return refused(work, async (each) => requireScore(each, await this.#find(each)));
  }

  /** The same, as far as pixels tell: all are prepared, one dataset after another. */
  unreadable(work: readonly Work[], told: (now: Preparing) => void): Promise<Work[]> {
    return refused(work, async (each) => {
      const prepared = this.get(each, (now) => told({ dataset: each.job.dataset.name, ...now }));
      await prepared.catch((error: unknown) => {
        // Whatever else goes wrong is told to the run that needs the data.
        if (error instanceof DataError || this.#stop.aborted) throw error;
      });
    });
  }

  /** Begins with the first data, in the order of the work to come, that has not been asked for: made beside the training until then. */
  prepareNext(coming: readonly Work[]): void {
    const next = coming.find((work) => !this.#open.has(this.#key(work)));
    // A failure is told to whoever asks for the data.
    if (next) this.get(next).catch(() => {});
  }

  /** Waits for what is being prepared; where it should end, stop it first. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.#open.values());
  }

  /** The same for work on the same data at the same size. */
  #key(work: Work): string {
    const { imageSize, resize } = work.job.training;
    return JSON.stringify([this.#dataKey(work), imageSize, resize]);
  }

  /** The same for work on the same data, whatever the spec calls it and by whichever links it leads there. */
  #dataKey({ job, root }: Work): string {
    const { name: _, ...dataset } = job.dataset;
    const folder = this.#folders.get(root) ?? realFolder(root);
    this.#folders.set(root, folder);
    return JSON.stringify([dataset, job.kind, folder]);
  }

  #find(work: Work): Promise<Dataset> {
    const { job, root } = work;
    const key = this.#dataKey(work);
    const options = { phantomFolder: this.#store.phantoms, threads: this.#threads, signal: this.#stop };
    const known = this.#found.get(key) ?? openDataset(job.dataset, job.kind, root, options);
    this.#found.set(key, known);
    return known;
  }

  async #prepare(work: Work, told?: PreparingTold): Promise<PreparedDataset> {
    const dataset = await this.#find(work);
    return prepare(dataset, work.job.training, this.#store.prepared, this.#threads, this.#stop, told);
  }
}

/** Those of some work whose data `open` refuses. Phantoms have no problems: they are drawn when they are needed. */
async function refused(work: readonly Work[], open: (work: Work) => Promise<unknown>): Promise<Work[]> {
  const found: Work[] = [];
  for (const each of work) {
    if (each.job.dataset.layout === 'phantom') continue;
    await open(each).catch((error: unknown) => {
      if (!(error instanceof DataError)) throw error;
      found.push(each);
    });
  }
  return found;
}

/** Pre-training is for its weights; its own score may be undefined. @throws DataError */
function requireScore({ role, root, job }: Work, dataset: Dataset): void {
  const problem = role === 'fine-tune' ? undefinedScore(dataset, root || job.dataset.name) : null;
  if (problem !== null) throw new DataError([problem]);
}

/** As it is written where there is no such folder. */
function realFolder(root: string): string {
  try {
    return realpathSync.native(resolveWritten('.', root));
  } catch {
    return root;
  }
}
