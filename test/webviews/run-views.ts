/** Runs as the extension would send them, with curves drawn by formula. */
import type { EpochPoint } from '../../journal/run-record';
import type { RunView } from '../../webviews/messages';

export function epochPoint(epoch: number, values: Partial<EpochPoint> = {}): EpochPoint {
  return {
    epoch,
    trainLoss: 0.5,
    validationLoss: 0.6,
    validationMetric: 0.7,
    learningRate: 1e-3,
    best: false,
    seconds: 1,
    ...values,
  };
}

export function runView(values: Partial<RunView> = {}): RunView {
  const view: RunView = {
    id: '',
    role: 'fine-tune',
    task: 'nodules',
    initialization: 'random',
    run: 1,
    state: 'waiting',
    epochs: [],
    plannedEpochs: 20,
    progress: null,
    score: null,
    failure: null,
    ...values,
  };
  return { ...view, id: values.id ?? `${view.role}/${view.task}/${view.initialization}/${view.run}` };
}

/** Falling losses and a rising score that ends near `level`, the same at every call. */
export function trained(epochs: number, level: number, run: number): EpochPoint[] {
  return Array.from({ length: epochs }, (_, index) => {
    const noise = (((index * 7 + run * 3) % 5) - 2) * 0.006 + (run - 2) * 0.01;
    const rest = Math.exp(-index / (epochs / 4)) * 0.3;
    return epochPoint(index + 1, {
      trainLoss: (1 - level) * 0.7 + rest * 1.3 + noise,
      validationLoss: 1.05 - level + rest + noise + (index > epochs * 0.7 ? (index - epochs * 0.7) * 0.004 : 0),
      validationMetric: level - rest - noise,
    });
  });
}
