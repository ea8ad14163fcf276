/** How far an experiment is, as lines of text: a bar for each running cell, cells done, time left. Pure. */
import { type Preparing, preparingText } from '../runner/preparing';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import { timeLeft } from '../runner/store/time-left';

const BAR = 24;

export function progressLines(experiment: Experiment): string[] {
  const running = [...experiment.pretraining, ...experiment.cells].filter(({ state }) => state === 'running');
  return [...running.map(runLine), summaryLine(experiment)];
}

export function preparingLine(preparing: Preparing): string {
  return `${bar(preparing.done / preparing.total)} ${preparingText(preparing)}`;
}

export function summaryLine(experiment: Experiment): string {
  const cells = experiment.cells.filter(({ state }) => state !== 'not-applicable');
  const done = cells.filter(({ state }) => state === 'finished').length;
  const failed = cells.filter(({ state }) => state === 'failed').length;
  const left = timeLeft(experiment);
  const parts = [`${done} of ${cells.length} runs done`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (left !== null && left > 0) parts.push(`about ${duration(left)} left`);
  return parts.join(', ');
}

/** For instance `nodules, random, run 2`. */
export function workName({ work }: WorkStatus): string {
  return work.role === 'fine-tune'
    ? `${work.task}, ${work.initialization}, run ${work.run}`
    : `pre-training ${work.initialization}`;
}

function runLine(status: WorkStatus): string {
  const { record, work } = status;
  const { epochs } = work.job.training;
  const within =
    record.progress && record.progress.epoch > record.epochs.length ? record.progress.step / record.progress.steps : 0;
  const share = Math.min(1, (record.epochs.length + within) / epochs);
  const loss = record.epochs.at(-1)?.validationLoss;
  const detail = loss === undefined ? '' : `, validation loss ${loss.toFixed(4)}`;
  return `${bar(share)} ${workName(status)}: epoch ${Math.min(epochs, record.epochs.length + 1)} of ${epochs}${detail}`;
}

/** @param share done, in [0, 1] */
export function bar(share: number): string {
  const filled = Math.round(share * BAR);
  return '█'.repeat(filled) + '░'.repeat(BAR - filled);
}

/** For instance `1 h 05 min`, `3 min 20 s`, `8 s`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${rest} s`;
}
