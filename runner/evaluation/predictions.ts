import type { TestCases } from '../../journal/test-cases';
import { readTensors, type StoredTensor, writeTensorFile } from '../weights/tensor-file';
import { WeightsError } from '../weights/weights-error';
import { overlaps } from './dice';
import { packBits, unpackBits } from './pack-bits';

/** What a network said of the test part, beside the truth: enough to compute every metric again. */
export type Predictions =
  | {
      readonly kind: 'classification';
      readonly ids: readonly string[];
      /** Patient, or other unit, of each example. */
      readonly groups: readonly string[];
      readonly classes: readonly string[];
      /** [examples, classes], in [0, 1] */
      readonly scores: Float32Array;
      /** [examples, classes]: 0, 1, or UNKNOWN_LABEL (255) where the label is uncertain */
      readonly truths: Uint8Array;
    }
  | {
      readonly kind: 'segmentation';
      readonly ids: readonly string[];
      readonly groups: readonly string[];
      /** Side of the masks, in pixels. */
      readonly size: number;
      /** [examples, size, size], 0 or 1: where the probability is above one half. */
      readonly masks: Uint8Array;
      /** [examples, size, size], 0 or 1 */
      readonly truths: Uint8Array;
      /** [examples, 3], as `overlaps` counts them in `masks` and `truths`. */
      readonly overlaps: Uint32Array;
    };

const FORMAT = 'warmstart-predictions-1';

/**
 * Writes predictions whole or not at all, as a .safetensors file, so that other tools can read them: `scores` (F32) and `truths` (U8),
 * or `masks` and `truths` with a bit for each pixel (U8, most significant first, as NumPy's packbits) and `overlaps`, the pixels in both
 * masks, the predicted and the true one of each image (U32). Ids, classes and, where some have several examples, groups are JSON in the
 * metadata.
 */
export function writePredictions(path: string, predictions: Predictions): Promise<void> {
  const { ids, groups, kind } = predictions;
  const areShared = new Set(groups).size < groups.length;
  const metadata = {
    format: FORMAT,
    kind,
    ids: JSON.stringify(ids),
    ...(areShared && { groups: JSON.stringify(groups) }),
  };
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
    [
      'overlaps',
      { kind: 'U32', shape: [ids.length, 3], bytes: new Uint8Array(Uint32Array.from(predictions.overlaps).buffer) },
    ],
    ['masks', packed(predictions.masks)],
    ['truths', packed(predictions.truths)],
  ];
  return writeTensorFile(path, new Map(tensors), { ...metadata, size: String(predictions.size) });
}

/**
 * What the scores over test cases need of predictions. Of masks that is twelve bytes an image; the masks themselves are read only in files of
 * earlier versions, which lack `overlaps`.
 *
 * @throws WeightsError for a file that is missing, damaged, or holds no predictions.
 */
export async function readTestCases(path: string): Promise<TestCases> {
  const { tensors, metadata } = await readTensors(path, (names, { kind }) => {
    if (kind === 'classification') return ['scores', 'truths'];
    return names.includes('overlaps') ? ['overlaps'] : ['masks', 'truths'];
  });
  const corrupt = () => new WeightsError('corrupt', path, 'it holds no predictions; run the cell again.');
  const { format, kind } = metadata;
  const ids = namesIn(metadata.ids);
  const groups = metadata.groups === undefined ? null : namesIn(metadata.groups);
  const damagedGroups = metadata.groups !== undefined && groups?.length !== ids?.length;
  if (format !== FORMAT || ids === null || damagedGroups) throw corrupt();
  const bytesOf = (name: string, length: number) => {
    const bytes = tensors.get(name)?.bytes;
    if (bytes?.length !== length) throw corrupt();
    return bytes;
  };
  if (kind === 'classification') {
    const classes = namesIn(metadata.classes);
    if (classes === null) throw corrupt();
    const count = ids.length * classes.length;
    const scores = new Float32Array(bytesOf('scores', 4 * count).buffer);
    return { kind, ids, groups, classes, scores, truths: bytesOf('truths', count) };
  }
  const size = Number(metadata.size);
  if (kind !== 'segmentation' || !Number.isInteger(size) || size < 1) throw corrupt();
  if (tensors.has('overlaps'))
    return { kind, ids, groups, overlaps: new Uint32Array(bytesOf('overlaps', 12 * ids.length).buffer) };
  const pixels = ids.length * size ** 2;
  const masksOf = (name: string) => unpackBits(bytesOf(name, Math.ceil(pixels / 8)), pixels);
  return { kind, ids, groups, overlaps: overlaps(masksOf('masks'), masksOf('truths'), size ** 2) };
}

function namesIn(json: string | undefined): string[] | null {
  try {
    const names: unknown = JSON.parse(json ?? 'null');
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}
