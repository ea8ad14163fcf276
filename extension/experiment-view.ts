/** What the webviews and the status bar show of an experiment. Pure. */
import { failureOf } from '../results/experiment-status';
import { percent } from '../results/numbers';
import { preparingText } from '../runner/preparing';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import { timeLeft } from '../runner/store/time-left';
import type { ExperimentView, RunnerView, RunView } from '../webviews/messages';
import { duration } from '../webviews/runner-text';
import type { Observation } from './experiment-watch';

export function experimentView({ experiment, table }: Observation): ExperimentView {
  const { name, tasks, initializations } = table;
  return { name, tasks, initializations, runs: runViews(experiment) };
}

export function runViews({ pretraining, cells }: Experiment): RunView[] {
  return [...pretraining, ...cells].map(runView);
}

function runView({ work, state, record }: WorkStatus): RunView {
  return {
    id: work.id,
    role: work.role,
    task: work.role === 'fine-tune' ? work.task : null,
    initialization: work.initialization,
    run: work.role === 'fine-tune' ? work.run : 1,
    state,
    epochs: record.epochs,
    plannedEpochs: work.job.training.epochs,
    progress: record.progress,
    score: state === 'finished' ? (record.result?.value ?? null) : null,
    failure: failureOf(record),
  };
}

export function runnerView({ experiment, runner, running }: Observation): RunnerView {
  const cells = experiment.cells.filter(({ state }) => state !== 'not-applicable');
  const header = runner?.header;
  return {
    running,
    environment: header ? `${header.engineVersion} on ${header.device}, ${header.runtime}` : null,
    preparing: running && runner?.preparing ? preparingText(runner.preparing) : null,
    timeLeft: running ? timeLeft(experiment) : null,
    done: cells.filter(({ state }) => state === 'finished').length,
    total: cells.length,
  };
}

/** What stands behind a run's name: its score, or how far it is. */
export function runDetail({ state, record, work }: WorkStatus): string {
  if (state === 'finished' && record.result) return `${percent(record.result.value)} %`;
  if (state === 'running')
    return `epoch ${Math.min(record.epochs.length + 1, work.job.training.epochs)} of ${work.job.training.epochs}`;
  if (state === 'waiting') return '';
  if (state === 'not-applicable') return '---';
  return record.epochs.length > 0 ? `${state} after epoch ${record.epochs.length}` : state;
}

/** Text of the status bar item: nothing runs, or how many runs are done and how long it will take. */
export function statusText({ running, done, total, timeLeft: left, preparing }: RunnerView): string {
  if (!running) return `${done}/${total} runs`;
  if (preparing) return preparing;
  return `${done}/${total} runs${left === null ? '' : `, ${duration(left)} left`}`;
}
