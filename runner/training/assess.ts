import type { TrainingJob } from '../../spec/cell';
import type { Part } from '../datasets/dataset';
import type { PreparedDataset } from '../datasets/prepare';
import { meanOverViews } from '../datasets/ten-crop';
import { macroAuc } from '../evaluation/auc';
import { dice, THRESHOLD } from '../evaluation/dice';
import type { Predictions } from '../evaluation/predictions';
import type { BatchStream } from '../feeding/batch-feed';
import { evaluationViews } from '../feeding/batch-plan';
import type { Learner } from './learner';

export interface Assessment {
  /** Mean over the examples, in evaluation mode. */
  readonly loss: number;
  /** The job's metric in [0, 1]; null where it is not defined, as the AUC of one class alone. */
  readonly metric: number | null;
  /** Score per class or per image, by name. */
  readonly parts: Readonly<Record<string, number | null>>;
  readonly predictions: Predictions;
}

/** Loss and metric of a learner on one part, given in `batches`. `pause` is awaited after every batch. */
export async function assess(
  learner: Learner,
  batches: BatchStream,
  prepared: PreparedDataset,
  part: Part,
  { kind, metric, training }: TrainingJob,
  pause: () => Promise<void>,
): Promise<Assessment> {
  const views = evaluationViews(part, training);
  const { classes } = prepared.dataset;
  const examples = prepared.dataset.parts[part];
  const outputs = kind === 'classification' ? classes.length : prepared.imageSize ** 2;
  // Of segmentation a byte a pixel is kept, not its probability: test parts may have a thousand masks of half a million pixels.
  const scores = new Float32Array(kind === 'classification' ? examples.length * outputs : 0);
  const masks = new Uint8Array(kind === 'segmentation' ? examples.length * outputs : 0);
  const truths = new Uint8Array(examples.length * outputs);
  let [lossSum, rows, done] = [0, 0, 0];
  for await (const batch of batches) {
    const { loss, probabilities } = learner.evaluate(batch);
    lossSum += loss * batch.count;
    rows += batch.count;
    const means = views > 1 ? meanOverViews(probabilities, views, outputs) : probabilities;
    if (kind === 'classification') scores.set(means, done * outputs);
    else masks.set(means.map(foreground), done * outputs);
    const count = batch.count / views;
    for (let row = 0; row < count; row++) {
      const from = row * views * outputs;
      truths.set(batch.targets.subarray(from, from + outputs), (done + row) * outputs);
    }
    done += count;
    await pause();
  }
  const ids = examples.map(({ id }) => id);
  const loss = lossSum / rows;
  if (kind === 'classification') {
    const auc = macroAuc(scores, truths, classes.length);
    const parts = Object.fromEntries(classes.map((name, index) => [name, auc.perClass[index]!]));
    return { loss, metric: auc.mean, parts, predictions: { kind, ids, classes, scores, truths } };
  }
  const found = dice(masks, truths, outputs);
  const parts = Object.fromEntries(ids.map((id, index) => [id, found.perImage[index]!]));
  return {
    loss,
    metric: metric === 'dice-pooled' ? found.pooled : found.mean,
    parts,
    predictions: { kind, ids, size: prepared.imageSize, masks, truths },
  };
}

function foreground(probability: number): number {
  return probability > THRESHOLD ? 1 : 0;
}
