import type { EncoderNaming, WeightLayout } from '../../catalog/weight-layout';
import { type DroppedTensor, mapEncoder } from './map-encoder';
import { ENCODER_NAMES, type EncoderName, encoderShapes } from './naming/encoder-names';
import { type FoundEncoder, pytorchShape } from './naming/found-encoder';
import { countOf } from './strided';
import type { TensorEntry } from './tensor-entry';

/** Which encoder a file's tensors make, before any value is read. */
export interface EncoderSummary {
  /** Of the networks that are known, the one it fills most of. */
  readonly network: EncoderName;
  readonly width: number;
  /** Of that network's encoder, in parameters and running statistics, 0 to 1. */
  readonly share: number;
  /** The same of a ResNet-50 of that width. */
  readonly resnet50Share: number;
  readonly naming: EncoderNaming;
  readonly missing: readonly string[];
  /** `layer1.0.conv1.weight [64,64,3,3] for [64,64,1,1]` */
  readonly mismatched: readonly string[];
  readonly dropped: readonly DroppedTensor[];
}

/** null where there is no ResNet encoder among the tensors. `layout`: the catalog's, where the file is an official one. */
export function summarizeEncoder(
  tensors: readonly TensorEntry[],
  layout: WeightLayout | null = null,
): EncoderSummary | null {
  const found = mapEncoder(tensors, layout) ?? mapEncoder(tensors);
  const stem = found?.tensors.get('conv1.weight');
  if (!found || !stem) return null;
  const width = pytorchShape('conv1.weight', stem.shape, found.filters)[0]!;
  const fills = ENCODER_NAMES.map((network) => ({ network, ...compare(found, network, width) }));
  // A ResNet-18 is a part of a ResNet-34: of equal shares, the larger network is it.
  const best = fills.reduce((a, b) => (b.share >= a.share ? b : a));
  const resnet50Share = fills.find(({ network }) => network === 'resnet50')!.share;
  return { ...best, width, resnet50Share, naming: found.naming, dropped: found.dropped };
}

function compare(
  { tensors, filters }: FoundEncoder<TensorEntry>,
  network: EncoderName,
  width: number,
): Pick<EncoderSummary, 'share' | 'missing' | 'mismatched'> {
  let [loaded, total] = [0, 0];
  const [missing, mismatched]: [string[], string[]] = [[], []];
  for (const [name, shape] of encoderShapes(network, width)) {
    total += countOf(shape);
    const found = tensors.get(name);
    if (!found) {
      missing.push(name);
      continue;
    }
    const has = pytorchShape(name, found.shape, filters);
    if (has.join() === shape.join()) loaded += countOf(shape);
    else mismatched.push(`${name} [${has}] for [${shape}]`);
  }
  return { share: loaded / total, missing, mismatched };
}
