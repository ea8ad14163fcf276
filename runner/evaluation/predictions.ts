import { readTensorFile, type StoredTensor, writeTensorFile } from '../weights/tensor-file';
import { WeightsError } from '../weights/weights-error';
import { packBits, unpackBits } from './pack-bits';

/** What a network said of the test part, beside the truth: enough to compute every metric again. */
export type Predictions =
  | {
      readonly kind: 'classification';
      readonly ids: readonly string[];
      readonly classes: readonly string[];
      /** [examples, classes], in [0, 1] */
      readonly scores: Float32Array;
      /** [examples, classes]: 0, 1, or UNKNOWN_LABEL (255) where the label is uncertain */
      readonly truths: Uint8Array;
    }
  | {
      readonly kind: 'segmentation';
      readonly ids: readonly string[];
      /** Side of the masks, in pixels. */
      readonly size: number;
      /** [examples, size, size], 0 or 1: where the probability is above one half. */
      readonly masks: Uint8Array;
      /** [examples, size, size], 0 or 1 */
      readonly truths: Uint8Array;
    };

const FORMAT = 'warmstart-predictions-1';

/**
 * Writes predictions whole or not at all, as a .safetensors file, so that other tools can read them: `scores` (F32) and `truths` (U8),
 * or `masks` and `truths` with a bit for each pixel (U8, most significant first, as NumPy's packbits). Ids and classes are JSON in the
 * metadata.
 */
export function writePredictions(path: string, predictions: Predictions): Promise<void> {
  const { ids, kind } = predictions;
  const metadata = { format: FORMAT, kind, ids: JSON.stringify(ids) };
  if (predictions.kind === 'classification') {
    const { classes, scores, truths } = predictions;
    const shape = [ids.length, classes.length];
    const tensors: [string, StoredTensor][] = [
      ['scores', { kind: 'F32', shape, bytes: new Uint8Array(Float32Array.from(scores).buffer) }],
      ['truths', { kind: 'U8', shape, bytes: Uint8Array.from(truths) }],
    ];
    return writeTensorFile(path, new Map(tensors), { ...metadata, classes: JSON.stringify(classes) });
  }
  const packed = (masks: Uint8Array): StoredTensor => {
    const bytes = packBits(masks);
    return { kind: 'U8', shape: [bytes.length], bytes };
  };
  const tensors: [string, StoredTensor][] = [
    ['masks', packed(predictions.masks)],
    ['truths', packed(predictions.truths)],
  ];
  return writeTensorFile(path, new Map(tensors), { ...metadata, size: String(predictions.size) });
}

/** @throws WeightsError for a file that is missing, damaged, or holds no predictions. */
export async function readPredictions(path: string): Promise<Predictions> {
  const { tensors, metadata } = await readTensorFile(path);
  const corrupt = () => new WeightsError('corrupt', path, 'it holds no predictions; run the cell again.');
  const bytesOf = (name: string, length: number) => {
    const bytes = tensors.get(name)?.bytes;
    if (bytes?.length !== length) throw corrupt();
    return bytes;
  };
  if (metadata.format !== FORMAT) throw corrupt();
  const ids = namesIn(metadata.ids);
  if (metadata.kind === 'classification') {
    const classes = namesIn(metadata.classes);
    if (ids === null || classes === null) throw corrupt();
    const count = ids.length * classes.length;
    const scores = new Float32Array(bytesOf('scores', 4 * count).buffer);
    return { kind: 'classification', ids, classes, scores, truths: bytesOf('truths', count) };
  }
  const size = Number(metadata.size);
  if (ids === null || metadata.kind !== 'segmentation' || !Number.isInteger(size) || size < 1) throw corrupt();
  const pixels = ids.length * size * size;
  const masksOf = (name: string) => unpackBits(bytesOf(name, Math.ceil(pixels / 8)), pixels);
  return { kind: 'segmentation', ids, size, masks: masksOf('masks'), truths: masksOf('truths') };
}

function namesIn(json: string | undefined): string[] | null {
  try {
    const names: unknown = JSON.parse(json ?? 'null');
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}
