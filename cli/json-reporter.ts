import { withoutNames } from '../journal/run-facts';
import { tableOfExperiment } from '../results/experiment-status';
import { tableRecords } from '../results/formats/records';
import { weightsWarnings } from '../results/weights-warnings';
import type { Preparing } from '../runner/preparing';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import type { OpenExperiment } from './open-experiment';
import { pairs, type Reporter } from './reporter';

/** One object a line, told apart by `type`: `runner`, `preparing`, `weights`, `state` and `epoch` as they happen, then a `cell` for each of the table, last a `problem`. */
export class JsonReporter implements Reporter {
  #environment: string | null = null;
  #prepared: number | null = null;

  look(
    experiment: Experiment,
    before: Experiment | null,
    environment: string | null,
    preparing: Preparing | null,
  ): void {
    if (environment !== null && this.#environment === null) {
      this.#environment = environment;
      this.#print({ type: 'runner', environment });
    }
    if (preparing !== null && preparing.done !== this.#prepared) this.#print({ type: 'preparing', ...preparing });
    this.#prepared = preparing?.done ?? null;
    for (const [status, earlier] of pairs(experiment, before)) {
      const names = namesOf(status);
      const { epochs, ending, load, result } = status.record;
      // What was there before the runner started is no news.
      const known = before ? (earlier?.record.epochs.length ?? 0) : epochs.length;
      for (const epoch of epochs.slice(known)) this.#print({ type: 'epoch', ...names, ...epoch });
      if (load !== null && before && load !== earlier?.record.load)
        this.#print({ type: 'weights', ...names, ...withoutNames(load), warnings: weightsWarnings(load.proof) });
      if (status.state === earlier?.state) continue;
      const failure = ending?.type === 'failed' ? { code: ending.code, message: ending.message } : {};
      this.#print({ type: 'state', ...names, state: status.state, value: result?.value ?? null, ...failure });
    }
  }

  end({ spec }: OpenExperiment, experiment: Experiment, problem: string | null): void {
    for (const cell of tableRecords(tableOfExperiment(experiment, spec.statistics)))
      this.#print({ type: 'cell', ...cell });
    if (problem !== null) this.#print({ type: 'problem', message: problem });
  }

  #print(value: object): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}

function namesOf({ work }: WorkStatus): object {
  return work.role === 'fine-tune'
    ? { task: work.task, initialization: work.initialization, run: work.run }
    : { pretraining: work.initialization };
}
