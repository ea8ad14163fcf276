import type { Engine } from '../engines/engine';
import { createLearner } from './create-learner';
import type { Learner, LearnerSettings } from './learner';

/**
 * Learners to use again: the runs of an experiment repeat a few networks many times, and a learner keeps its compiled steps. Only the
 * latest are kept, since each holds its weights.
 */
export class LearnerPool {
  readonly #engine: Engine;
  readonly #learners = new Map<string, Learner>();
  readonly #capacity: number;

  constructor(engine: Engine, capacity = 2) {
    this.#engine = engine;
    this.#capacity = capacity;
  }

  /** A learner as if made anew. It stays the pool's: callers use one at a time and do not dispose it. */
  open(settings: LearnerSettings): Learner {
    const { seed, ...network } = settings;
    const key = JSON.stringify(network);
    const known = this.#learners.get(key);
    this.#learners.delete(key);
    known?.reset(seed);
    const learner = known ?? createLearner(this.#engine, settings);
    this.#learners.set(key, learner);
    for (const [oldest, stale] of this.#learners) {
      if (this.#learners.size <= this.#capacity) break;
      stale.dispose();
      this.#learners.delete(oldest);
    }
    return learner;
  }

  dispose(): void {
    for (const learner of this.#learners.values()) learner.dispose();
    this.#learners.clear();
  }
}
