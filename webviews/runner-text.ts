/** The runner's state in words. */
import type { RunnerView } from './messages';

/** `12 of 18 runs done` */
export function doneText({ done, total }: RunnerView): string {
  return `${done} of ${total} runs done`;
}

/** `about 12 min left`, or what is prepared before anything trains; empty where nothing runs or it cannot be told. */
export function timeLeftText({ running, timeLeft, preparing }: RunnerView): string {
  if (running && preparing) return preparing;
  return running && timeLeft !== null && timeLeft > 0 ? `about ${duration(timeLeft)} left` : '';
}

/** Seconds as `1 h 05 min`, `12 min`, `3 min 20 s` or `8 s`: as exact as an estimate is worth. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
