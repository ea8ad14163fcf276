import type { CellFolder } from '../store/store-folder';
import type { NamedTensors } from '../weights/named-tensors';
import { writeSafetensors } from '../weights/safetensors';
import type { Learner } from './learner';
import { progressMetadata, type TrainingProgress } from './training-progress';

/** Writes a run's two checkpoints, the best and the last one, always together, so that they tell of the same history. */
export class CheckpointWriter {
  readonly #folder: CellFolder;
  readonly #learner: Learner;
  /** Not written yet. */
  #best: { readonly weights: NamedTensors; readonly epoch: number } | null = null;
  readonly #every: number;
  #writtenAt = performance.now();

  /** @param every milliseconds between checkpoints, at least */
  constructor(folder: CellFolder, learner: Learner, every: number) {
    this.#folder = folder;
    this.#learner = learner;
    this.#every = every;
  }

  /** Takes note of an epoch; writes where it is the run's last, or time for it. */
  async note(progress: TrainingProgress, isLast: boolean): Promise<void> {
    if (progress.bestEpoch === progress.epoch) this.#best = { weights: this.#learner.weights(), epoch: progress.epoch };
    if (!isLast && performance.now() - this.#writtenAt < this.#every) return;
    if (this.#best) {
      await writeSafetensors(this.#folder.best, this.#best.weights, { epoch: String(this.#best.epoch) });
      this.#best = null;
    }
    await writeSafetensors(this.#folder.last, this.#learner.state(), progressMetadata(progress));
    this.#writtenAt = performance.now();
  }
}
