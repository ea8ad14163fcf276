import type { TrainingJob } from '../../spec/cell';
import type { Example, Part } from '../datasets/dataset';
import type { PreparedDataset } from '../datasets/prepare';
import { meanOverViews } from '../datasets/ten-crop';
import { UNCERTAIN } from '../datasets/uncertain-labels';
import { macroAuc, UNKNOWN_LABEL } from '../evaluation/auc';
import { dice, overlaps, THRESHOLD } from '../evaluation/dice';
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
  /** Of masks: the mean over images, and pooled over pixels. */
  readonly dice?: { readonly mean: number; readonly pooled: number };
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
  const { classes, testedClasses = classes } = prepared.dataset;
  const examples = prepared.dataset.parts[part];
  const outputs = kind === 'classification' ? classes.length : prepared.imageSize ** 2;
  // Of segmentation a byte a pixel is kept, not its probability: test parts may have a thousand masks of half a million pixels.
  const scores = new Float32Array(kind === 'classification' ? examples.length * outputs : 0);
  const masks = new Uint8Array(kind === 'segmentation' ? examples.length * outputs : 0);
  const trueMasks = new Uint8Array(masks.length);
  let [lossSum, rows, done] = [0, 0, 0];
  for await (const batch of batches) {
    const { loss, probabilities } = learner.evaluate(batch);
    lossSum += loss * batch.count;
    rows += batch.count;
    const means = views > 1 ? meanOverViews(probabilities, views, outputs) : probabilities;
    if (kind === 'classification') scores.set(means, done * outputs);
    else {
      masks.set(means.map(foreground), done * outputs);
      trueMasks.set(batch.targets, done * outputs);
    }
    done += batch.count / views;
    await pause();
  }
  const ids = examples.map(({ id }) => id);
  const groups = examples.map(({ group }) => group);
  const loss = lossSum / rows;
  if (kind === 'classification') {
    const truths = truthsOf(examples);
    const tested = testedClasses.map((name) => classes.indexOf(name));
    const auc = macroAuc(scores, truths, classes.length, tested);
    const parts = Object.fromEntries(tested.map((output) => [classes[output]!, auc.perClass[output]!]));
    return { loss, metric: auc.mean, parts, predictions: { kind, ids, groups, classes, scores, truths } };
  }
  const counts = overlaps(masks, trueMasks, outputs);
  const { mean, pooled, perImage } = dice(counts);
  const parts = Object.fromEntries(ids.map((id, index) => [id, perImage[index]!]));
  return {
    loss,
    metric: metric === 'dice-pooled' ? pooled : mean,
    parts,
    ...(mean !== null && pooled !== null && { dice: { mean, pooled } }),
    predictions: { kind, ids, groups, size: prepared.imageSize, masks, truths: trueMasks, overlaps: counts },
  };
}

/** Labels as the layout has them, whatever the loss makes of uncertain ones: nothing is scored by a guess. */
function truthsOf(examples: readonly Example[]): Uint8Array {
  return Uint8Array.from(
    examples.flatMap(({ labels }) => labels.map((label) => (label === UNCERTAIN ? UNKNOWN_LABEL : label))),
  );
}

function foreground(probability: number): number {
  return probability > THRESHOLD ? 1 : 0;
}
