import { setTimeout as delay } from 'node:timers/promises';
import { openSpec } from '../../../runner/open-spec';
import { readRunners } from '../../../runner/store/runner-record';
import { StoreFolder } from '../../../runner/store/store-folder';
import { type Experiment, StoreReader } from '../../../runner/store/store-reader';
import { makePlan } from '../../../spec/plan';

/** The run store as another process sees it: what really happened, whatever the window shows. */
export class StoreWatch {
  readonly #store: StoreFolder;
  readonly #reader: StoreReader;
  readonly #spec: string;

  constructor(spec: string) {
    this.#spec = spec;
    this.#store = StoreFolder.beside(spec);
    this.#reader = new StoreReader(this.#store);
  }

  experiment(): Experiment {
    const { spec } = openSpec(this.#spec);
    if (!spec) throw new Error('The spec has errors.');
    return this.#reader.experiment(makePlan(spec));
  }

  /** Finished epochs of all runs and pre-trainings. */
  epochs(): number {
    const { pretraining, cells } = this.experiment();
    return [...pretraining, ...cells].reduce((sum, { record }) => sum + record.epochs.length, 0);
  }

  /** Process ids of the runners at work. */
  runners(): readonly number[] {
    return readRunners(this.#store).flatMap(({ state, pid }) => (state === 'held' && pid !== null ? [pid] : []));
  }

  allFinished(): boolean {
    return this.experiment().cells.every(({ state }) => state === 'finished');
  }

  /** Waits until `condition` holds. */
  async until(what: string, condition: () => boolean | Promise<boolean>, limitSeconds = 60): Promise<void> {
    for (const deadline = Date.now() + limitSeconds * 1000; !(await condition()); await delay(100)) {
      if (Date.now() > deadline) throw new Error(`Not within ${limitSeconds} s: ${what}.`);
    }
  }
}
