/** One run in words and numbers. */
import type { RunView } from '../messages';

/** `nodules · imagenet · run 2`, `pre-training · upstream` */
export function runName({ role, task, initialization, run }: RunView): string {
  return role === 'pretrain' ? `pre-training · ${initialization}` : `${task} · ${initialization} · run ${run}`;
}

/** Share of the planned epochs that are behind it, in [0, 1]. Early stopping may end the run before 1. */
export function shareDone(run: RunView): number {
  const within = isWithinEpoch(run) ? run.progress!.step / run.progress!.steps : 0;
  return Math.min(1, (run.epochs.length + within) / run.plannedEpochs);
}

/** `epoch 3 of at most 20`, with the latest training loss where there is one. */
export function epochText(run: RunView): string {
  const epoch = Math.min(run.plannedEpochs, run.epochs.length + 1);
  const loss = isWithinEpoch(run) ? run.progress!.loss : run.epochs.at(-1)?.trainLoss;
  const said = `epoch ${epoch} of at most ${run.plannedEpochs}`;
  return loss === undefined || !Number.isFinite(loss) ? said : `${said}, loss ${loss.toPrecision(3)}`;
}

/** The progress last heard of may belong to an epoch that has ended since. */
function isWithinEpoch({ progress, epochs }: RunView): boolean {
  return progress !== null && progress.steps > 0 && progress.epoch > (epochs.at(-1)?.epoch ?? 0);
}
