import type { TensorEntry } from '../tensor-entry';
import { isEncoderName, isForeignName } from './encoder-names';
import type { FoundEncoder } from './found-encoder';

/** torchvision's ResNet taken apart into a list of its children, as several libraries keep it. */
const CHILDREN: readonly string[] = ['conv1', 'bn1', 'relu', 'maxpool', 'layer1', 'layer2', 'layer3', 'layer4'];

/** The momentum copy of the encoder: published evaluations load the query encoder, or the one student. */
export const MOMENTUM = /encoder_k|momentum|teacher|ema|target/;

/**
 * An encoder of torchvision's names behind a prefix. Of several, the one with the most tensors counts, a momentum copy only when there
 * is no other.
 *
 * @param prefix null: whichever is there
 */
export function findTorchvision<Entry extends TensorEntry>(
  entries: readonly Entry[],
  prefix: string | null,
): FoundEncoder<Entry> | null {
  const encoders = candidates(entries)
    .filter((candidate) => prefix === null || candidate.prefix === prefix)
    .map((candidate) => ({ prefix: candidate.prefix, ...below(entries, candidate) }))
    .filter(({ tensors }) => tensors.has('layer1.0.conv1.weight'))
    .sort(
      (a, b) => Number(MOMENTUM.test(a.prefix)) - Number(MOMENTUM.test(b.prefix)) || b.tensors.size - a.tensors.size,
    );
  const best = encoders[0];
  if (best === undefined) return null;
  const { prefix: found, tensors, foreign } = best;
  return { naming: { kind: 'torchvision', prefix: found }, filters: 'oihw', tensors, foreign };
}

interface Candidate {
  readonly prefix: string;
  /** The encoder is a list of its children. */
  readonly children: boolean;
}

/** Prefixes are few: a file with more stems than this is none of ours. */
const MAXIMUM_CANDIDATES = 64;

function candidates(entries: readonly TensorEntry[]): Candidate[] {
  const found = entries.flatMap(({ name }) => {
    const match = /^((?:.*\.)?)(conv1|0)\.weight$/.exec(name);
    return match === null ? [] : [{ prefix: match[1]!, children: match[2] === '0' }];
  });
  // A block's first convolution is called as the stem is.
  return found.filter(({ prefix }) => !/layer[1-4]\.\d+\.$/.test(prefix)).slice(0, MAXIMUM_CANDIDATES);
}

function below<Entry extends TensorEntry>(
  entries: readonly Entry[],
  { prefix, children }: Candidate,
): Pick<FoundEncoder<Entry>, 'tensors' | 'foreign'> {
  const tensors = new Map<string, Entry>();
  const foreign: Entry[] = [];
  for (const entry of entries) {
    if (!entry.name.startsWith(prefix)) continue;
    const rest = entry.name.slice(prefix.length);
    const name = children ? rest.replace(/^\d+/, (index) => CHILDREN[Number(index)] ?? index) : rest;
    if (isEncoderName(name)) tensors.set(name, entry);
    else if (isForeignName(name)) foreign.push(entry);
  }
  return { tensors, foreign };
}
