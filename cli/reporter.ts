import type { Preparing } from '../runner/preparing';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import type { OpenExperiment } from './open-experiment';

/** Says what happens in a store while a runner works. */
export interface Reporter {
  /**
   * Called at every look at the store.
   * @param before what the look before saw; null at the first
   * @param environment engine, device and runtime, once the runner has told them
   * @param preparing how far the images are that are looked at before anything trains; null: no runner does
   */
  look(
    experiment: Experiment,
    before: Experiment | null,
    environment: string | null,
    preparing: Preparing | null,
  ): void;
  /** @param problem why the runner did not finish, in a sentence; null when it did */
  end(opened: OpenExperiment, experiment: Experiment, problem: string | null): void;
}

/** Every run with what it was at the look before. */
export function pairs(experiment: Experiment, before: Experiment | null): [WorkStatus, WorkStatus | undefined][] {
  const earlier = before ? allWork(before) : [];
  return allWork(experiment).map((status, index) => [status, earlier[index]]);
}

export function allWork({ pretraining, cells }: Experiment): readonly WorkStatus[] {
  return [...pretraining, ...cells];
}
