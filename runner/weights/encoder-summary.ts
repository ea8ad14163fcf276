import type { EncoderNaming, WeightLayout } from '../../catalog/weight-layout';
import { type DroppedTensor, mapEncoder } from './map-encoder';
import { ENCODER_NAMES, type EncoderName, encoderShapes } from './naming/encoder-names';
import { type FoundEncoder, pytorchShape } from './naming/found-encoder';
import { countOf } from './strided';
import type { TensorEntry } from './tensor-entry';

/** Which encoder a file's tensors make, before any value is read. */
export interface EncoderSummary {
  /** Of the networks that are known, the one it is most like. */
  readonly network: EncoderName;
  readonly width: number;
  /** Of that network's encoder, in parameters and running statistics, 0 to 1. */
  readonly share: number;
  /** The same of a ResNet-50 of that width; null where it has what no ResNet-50 has. */
  readonly resnet50Share: number | null;
  /** Its tensors that the network has no place for: with any, it is another network. */
  readonly foreign: readonly string[];
  /** By its blocks, the number in the name of a ResNet-152. */
  readonly depth: number;
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
  // A ResNet-34 fills all of a ResNet-18, too.
  const { likeness: _, ...best } = fills.reduce((a, b) => (b.likeness >= a.likeness ? b : a));
  const resnet50 = fills.find(({ network }) => network === 'resnet50')!;
  const resnet50Share = resnet50.foreign.length > 0 ? null : resnet50.share;
  const { naming, dropped } = found;
  return { ...best, width, resnet50Share, depth: depthOf(found.tensors), naming, dropped };
}

/** Stem, classifier and the convolutions of its blocks. */
function depthOf(tensors: ReadonlyMap<string, unknown>): number {
  const names = [...tensors.keys()];
  return 2 + names.filter((name) => /^layer\d\.\d+\.conv\d\.weight$/.test(name)).length;
}

function compare(
  { tensors, filters, foreign: foreignToAll }: FoundEncoder<TensorEntry>,
  network: EncoderName,
  width: number,
): Pick<EncoderSummary, 'share' | 'missing' | 'mismatched' | 'foreign'> & { readonly likeness: number } {
  let [loaded, total] = [0, 0];
  const [missing, mismatched]: [string[], string[]] = [[], []];
  const shapes = encoderShapes(network, width);
  for (const [name, shape] of shapes) {
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
  const foreign = [...tensors].flatMap(([name, entry]) => (shapes.has(name) ? [] : [entry])).concat(foreignToAll);
  const more = foreign.reduce((sum, { shape }) => sum + countOf(shape), 0);
  return {
    share: loaded / total,
    missing,
    mismatched,
    foreign: foreign.map(({ name }) => name),
    likeness: loaded / (total + more),
  };
}
