/** What the live webview knows: the experiment as the messages tell it. Pure. */
import type { ExperimentView, RunnerView, RunView, ToLive } from '../messages';

export interface LiveModel {
  readonly experiment: Omit<ExperimentView, 'runs'>;
  readonly runs: ReadonlyMap<string, RunView>;
  readonly runner: RunnerView;
}

/** A row of charts: a task, or the pre-trainings, which have none. */
export interface Section {
  readonly task: string | null;
  /** As the spec names it; null for pre-trainings, whose metrics may differ. */
  readonly metric: string | null;
}

/** What an `experiment` or `update` message makes of the model. An update before any experiment has nothing to change. */
export function receive(model: LiveModel | null, message: Exclude<ToLive, { type: 'reveal' }>): LiveModel | null {
  if (message.type === 'experiment') {
    const { runs, ...experiment } = message.experiment;
    return { experiment, runs: new Map(runs.map((run) => [run.id, run])), runner: message.runner };
  }
  if (model === null) return null;
  const runs = new Map(model.runs);
  for (const run of message.runs) runs.set(run.id, run);
  return { ...model, runs, runner: message.runner };
}

/** In reading order: pre-training comes first, as everything waits for it. */
export function sectionsOf({ experiment, runs }: LiveModel): readonly Section[] {
  const pretrained = [...runs.values()].some(({ role }) => role === 'pretrain');
  const tasks = experiment.tasks.map(({ name, metric }) => ({ task: name, metric }));
  return pretrained ? [{ task: null, metric: null }, ...tasks] : tasks;
}

export function runsOf({ runs }: LiveModel, task: string | null): readonly RunView[] {
  return [...runs.values()].filter((run) => (run.role === 'pretrain' ? null : run.task) === task);
}

/** Those of the spec, then pre-trainings that are only steps on the way to one of them. */
export function initializationsOf({ experiment, runs }: LiveModel): readonly string[] {
  return [...new Set([...experiment.initializations, ...[...runs.values()].map((run) => run.initialization)])];
}

/** Tasks (null: pre-training) of which a curve may have changed. */
export function changedTasks(before: LiveModel, after: LiveModel): ReadonlySet<string | null> {
  const changed = [...after.runs].filter(([id, run]) => before.runs.get(id) !== run).map(([, run]) => run);
  return new Set(changed.map((run) => (run.role === 'pretrain' ? null : run.task)));
}

/** Whether `after` wants other charts, not only other curves in them. */
export function isSameLayout(before: LiveModel, after: LiveModel): boolean {
  const layout = (model: LiveModel) => JSON.stringify([sectionsOf(model), initializationsOf(model)]);
  return layout(before) === layout(after);
}
