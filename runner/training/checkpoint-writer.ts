import type { CellFolder } from '../store/store-folder';
import type { NamedTensors } from '../weights/named-tensors';
import { readSafetensors, writeSafetensors } from '../weights/safetensors';
import type { Learner } from './learner';
import { progressMetadata, type TrainingProgress } from './training-progress';

/** Of a run's time, this is spent on checkpoints at most: where writing takes long, they are further apart … */
const SHARE = 0.05;
/** … but never further than this, in milliseconds: it is what a kill may cost, beside the epoch under way. */
const FURTHEST_APART = 60_000;

/** Writes a run's two checkpoints, the best and the last one, always together, so that they tell of the same history. */
export class CheckpointWriter {
  readonly #folder: CellFolder;
  readonly #learner: Learner;
  /** Not written yet. */
  #best: { readonly weights: NamedTensors; readonly epoch: number } | null = null;
  /** Milliseconds. */
  #every: number;
  #writtenAt = performance.now();

  /** @param every milliseconds between checkpoints, at least */
  constructor(folder: CellFolder, learner: Learner, every: number) {
    this.#folder = folder;
    this.#learner = learner;
    this.#every = every;
  }

  /** Takes note of an epoch, and writes where it is time. */
  async note(progress: TrainingProgress): Promise<void> {
    if (progress.bestEpoch === progress.epoch) this.#best = { weights: this.#learner.weights(), epoch: progress.epoch };
    const started = performance.now();
    if (started - this.#writtenAt < this.#every) return;
    await this.writeBest();
    await writeSafetensors(this.#folder.last, this.#learner.state(), progressMetadata(progress));
    this.#writtenAt = performance.now();
    const spaced = Math.min(FURTHEST_APART, (this.#writtenAt - started) / SHARE);
    this.#every = Math.max(this.#every, spaced);
  }

  /** Weights of the best epoch so far. */
  async best(): Promise<NamedTensors> {
    return this.#best?.weights ?? (await readSafetensors(this.#folder.best)).tensors;
  }

  /** Writes the best checkpoint alone. What it tells of must be in the last one, too, or the run must be over. */
  async writeBest(): Promise<void> {
    if (!this.#best) return;
    await writeSafetensors(this.#folder.best, this.#best.weights, { epoch: String(this.#best.epoch) });
    this.#best = null;
  }
}
