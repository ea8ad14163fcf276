import type { RunParts } from '../results/report/report-input';
import { dice } from '../runner/evaluation/dice';
import { readPredictions } from '../runner/evaluation/predictions';
import type { StoreFolder } from '../runner/store/store-folder';
import type { Experiment } from '../runner/store/store-reader';
import { WeightsError } from '../runner/weights/weights-error';

/** Dice of every finished segmentation run in both ways, from the masks that it left; runs whose masks are gone are left out. */
export async function bothKindsOfDice({ cells }: Experiment, store: StoreFolder): Promise<RunParts[]> {
  const parts: RunParts[] = [];
  for (const { work, state } of cells) {
    if (state !== 'finished' || work.job.kind !== 'segmentation') continue;
    const predictions = await masksOf(store.cell(work.id).predictions);
    if (predictions === null) continue;
    const { mean, pooled } = dice(predictions.masks, predictions.truths, predictions.size ** 2);
    if (mean === null || pooled === null) continue;
    const { task, initialization, run } = work;
    const scores = [
      { part: 'mean over images', value: mean },
      { part: 'pooled over pixels', value: pooled },
    ];
    parts.push({ task, initialization, run, scores });
  }
  return parts;
}

async function masksOf(file: string) {
  try {
    const predictions = await readPredictions(file);
    return predictions.kind === 'segmentation' ? predictions : null;
  } catch (error) {
    if (error instanceof WeightsError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
