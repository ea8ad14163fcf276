import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CATALOG_INITIALIZATIONS } from '../../catalog/initializations';
import { CONTAINER_TITLES, type ContainerKind, type UnreadEntry } from './container';
import { decodeTensor } from './decode-tensor';
import { ELEMENT_KINDS, WIDE_DECODERS } from './element-kinds';
import { type EncoderSummary, summarizeEncoder } from './encoder-summary';
import { findLayout } from './find-layout';
import type { NamedTensor } from './named-tensors';
import { openWeights } from './open-weights';
import type { LazyTensor } from './tensor-entry';
import { WeightsError } from './weights-error';

/** A tensor as it is shown to people. */
export interface TensorSummary {
  readonly name: string;
  /** PyTorch's name, for instance `float32`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly byteLength: number;
  /** Of its first byte in the file; null where it is compressed or lies in another file. */
  readonly offset: number | null;
  /** Of its values, contiguous and little-endian, in their own dtype; hexadecimal. Only when asked for. */
  readonly sha256?: string;
}

/** What lies in a file of weights. */
export interface WeightsSummary {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  readonly container: ContainerKind;
  /** The container's name for people. */
  readonly title: string;
  /** The key of the state dict whose tensors go by their own names (`state_dict`, `model`); null where there is none. */
  readonly within: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly TensorSummary[];
  readonly unread: readonly UnreadEntry[];
  /** The ResNet encoder among them; null where there is none. */
  readonly encoder: EncoderSummary | null;
  /** Initializations of the catalog that are published under the file's name. */
  readonly publishedAs: readonly string[];
  /** Title of the published layout that its names have; null where none fits. */
  readonly laidOutAs: string | null;
}

/** Says what lies in a file, whatever its size, without reading values (but for `hash`). @throws WeightsError */
export async function inspectWeights(file: string, { hash = false } = {}): Promise<WeightsSummary> {
  const weights = await openWeights(file);
  try {
    const { size, kind, within, metadata, unread } = weights;
    const tensors = weights.tensors.map((tensor) => summaryOf(tensor, hash));
    const official = CATALOG_INITIALIZATIONS.flatMap(({ name, files }) =>
      files.filter((one) => one.name === basename(file)).map(({ layout }) => ({ name, layout })),
    );
    const encoder = summarizeEncoder(weights.tensors, official[0]?.layout);
    const publishedAs = official.map(({ name }) => name);
    const laidOutAs = encoder && (findLayout(weights, encoder.naming)?.title ?? null);
    return {
      file,
      size,
      container: kind,
      title: CONTAINER_TITLES[kind],
      within,
      metadata,
      tensors,
      unread,
      encoder,
      publishedAs,
      laidOutAs,
    };
  } finally {
    weights.close();
  }
}

function summaryOf(tensor: LazyTensor, hash: boolean): TensorSummary {
  const { name, kind, shape, byteLength, offset } = tensor;
  const summary = { name, dtype: ELEMENT_KINDS[kind].dtype, shape, byteLength, offset };
  return hash ? { ...summary, sha256: createHash('sha256').update(tensor.read()).digest('hex') } : summary;
}

/** The numbers of one tensor, as they are. @throws WeightsError for complex ones */
export async function readTensor(file: string, name: string): Promise<NamedTensor['data'] | Float64Array> {
  const weights = await openWeights(file);
  try {
    const tensor = weights.tensors.find((tensor) => tensor.name === name);
    if (tensor === undefined) throw new WeightsError('not-found', file, `there is no tensor "${name}" in it.`);
    const { kind, shape } = tensor;
    const bytes = tensor.read();
    return WIDE_DECODERS[kind]?.(bytes) ?? decodeTensor(file, name, { kind, shape, bytes }).data;
  } finally {
    weights.close();
  }
}
