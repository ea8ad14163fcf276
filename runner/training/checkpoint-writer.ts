import type { CellFolder } from '../store/store-folder';
import type { NamedTensors } from '../weights/named-tensors';
import { readSafetensors, writeSafetensors } from '../weights/safetensors';
import type { Learner } from './learner';
import { progressMetadata, type TrainingProgress } from './training-progress';

/** Of a run's time, this is spent on checkpoints at most: where writing takes long, they are further apart … */
const SHARE = 0.05;
/** … but never further than this, in milliseconds: it is what a kill may cost, beside the epoch under way. */
const FURTHEST_APART = 60_000;

/**
 * Writes a run's two checkpoints, the best and the last one, always together, so that they tell of the same history. Training stands still
 * while its state is copied, and goes on while that is written.
 */
export class CheckpointWriter {
  readonly #folder: CellFolder;
  readonly #learner: Learner;
  /** Not written yet. */
  #best: { readonly weights: NamedTensors; readonly epoch: number } | null = null;
  /** Milliseconds. */
  #every: number;
  #begunAt = performance.now();
  #writing: Promise<void> = Promise.resolve();

  /** @param every milliseconds between checkpoints, at least */
  constructor(folder: CellFolder, learner: Learner, every: number) {
    this.#folder = folder;
    this.#learner = learner;
    this.#every = every;
  }

  /** Takes note of an epoch, and begins to write where it is time. @throws what kept the checkpoint before from being written */
  async note(progress: TrainingProgress): Promise<void> {
    if (progress.bestEpoch === progress.epoch) this.#best = { weights: this.#learner.weights(), epoch: progress.epoch };
    if (performance.now() - this.#begunAt < this.#every) return;
    await this.#writing;
    this.#begunAt = performance.now();
    const state = this.#learner.state();
    this.#write(async () => {
      await writeSafetensors(this.#folder.last, state, progressMetadata(progress));
      const spaced = Math.min(FURTHEST_APART, (performance.now() - this.#begunAt) / SHARE);
      this.#every = Math.max(this.#every, spaced);
    });
  }

  /** Weights of the best epoch so far. */
  async best(): Promise<NamedTensors> {
    await this.#writing;
    return this.#best?.weights ?? (await readSafetensors(this.#folder.best)).tensors;
  }

  /** Begins to write the best checkpoint alone. What it tells of must be in the last one, too, or the run must be over. */
  writeBest(): void {
    this.#write();
  }

  /** All that was begun is written. @throws what kept it from being so */
  written(): Promise<void> {
    return this.#writing;
  }

  #write(last?: () => Promise<void>): void {
    const best = this.#best;
    this.#writing = this.#writing.then(async () => {
      if (best) await writeSafetensors(this.#folder.best, best.weights, { epoch: String(best.epoch) });
      if (this.#best === best) this.#best = null;
      await last?.();
    });
    // Told to who waits for it, now or later.
    this.#writing.catch(() => undefined);
  }
}
