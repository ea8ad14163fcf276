import type { TrainingJob } from '../../spec/cell';
import { evaluationBatches } from '../datasets/batches';
import type { Part } from '../datasets/dataset';
import type { PreparedDataset } from '../datasets/prepare';
import { meanOverViews, TEN_CROP_VIEWS } from '../datasets/ten-crop';
import { macroAuc } from '../evaluation/auc';
import { dice, THRESHOLD } from '../evaluation/dice';
import type { Predictions } from '../evaluation/predictions';
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

/** Loss and metric of a learner on one part. `pause` is awaited after every batch. */
export async function assess(
  learner: Learner,
  prepared: PreparedDataset,
  part: Part,
  { kind, metric, training }: TrainingJob,
  pause: () => Promise<void>,
): Promise<Assessment> {
  const views = part === 'test' ? training.testTimeAugmentation : 'none';
  const rowsPerExample = views === 'ten-crop' ? TEN_CROP_VIEWS : 1;
  const { classes } = prepared.dataset;
  const examples = prepared.dataset.parts[part];
  const outputs = kind === 'classification' ? classes.length : prepared.imageSize ** 2;
  const scores = new Float32Array(examples.length * outputs);
  const truths = new Uint8Array(examples.length * outputs);
  let [lossSum, rows, done] = [0, 0, 0];
  for (const batch of evaluationBatches(prepared, part, training, views)) {
    const { loss, probabilities } = learner.evaluate(batch);
    lossSum += loss * batch.count;
    rows += batch.count;
    scores.set(
      rowsPerExample > 1 ? meanOverViews(probabilities, rowsPerExample, outputs) : probabilities,
      done * outputs,
    );
    const count = batch.count / rowsPerExample;
    for (let row = 0; row < count; row++) {
      const from = row * rowsPerExample * outputs;
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
  const masks = Uint8Array.from(scores, (score) => Number(score > THRESHOLD));
  const found = dice(masks, truths, outputs);
  const parts = Object.fromEntries(ids.map((id, index) => [id, found.perImage[index]!]));
  return {
    loss,
    metric: metric === 'dice-pooled' ? found.pooled : found.mean,
    parts,
    predictions: { kind, ids, size: prepared.imageSize, masks, truths },
  };
}
