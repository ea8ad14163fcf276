/** Small learners and batches for the tests of training. */
import type { Batch } from '../../../runner/datasets/dataset';
import type { LearnerSettings } from '../../../runner/training/learner';
import type { NamedTensors } from '../../../runner/weights/named-tensors';
import { pattern, pixels } from '../networks/pattern';

const network = { encoder: 'resnet18', width: 8 } as const;

export const CLASSIFIER: LearnerSettings = {
  kind: 'classification',
  network,
  loss: 'binary-cross-entropy',
  normalisation: 'imagenet',
  imageSize: 64,
  batchSize: 4,
  classes: 2,
  seed: 1,
};

export const SEGMENTER: LearnerSettings = { ...CLASSIFIER, kind: 'segmentation', loss: 'soft-dice', classes: 1 };

/** A batch that `salt` decides. */
export function batchOf(settings: LearnerSettings, count: number, salt = 1): Batch {
  const { imageSize: side, kind, classes } = settings;
  const outputs = kind === 'classification' ? classes : side * side;
  const marks = pattern(count * outputs, 2 * salt + 1).map((value) => Number(value > 0));
  return {
    count,
    images: pixels(count * side * side * 3, 2 * salt),
    targets: kind === 'classification' ? marks : Uint8Array.from(marks),
  };
}

/** Every bit of some tensors, by name. */
export function bits(tensors: NamedTensors): Record<string, string> {
  const hex = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('hex');
  return Object.fromEntries([...tensors].map(([name, { data }]) => [name, hex(data)]));
}
