/** torchvision's names of a ResNet's encoder, and what they stand for. */
import type { NetworkSettings } from '../../../spec/spec';

export type EncoderName = NetworkSettings['encoder'];

/** A convolution and the batch norm after it, by their names without `.weight`. */
export interface ConvolutionPair {
  readonly convolution: string;
  readonly norm: string;
}

const BATCH_NORM = ['weight', 'bias', 'running_mean', 'running_var'] as const;
export type BatchNormPart = (typeof BATCH_NORM)[number];

const NAME = new RegExp(
  `^(conv1\\.weight|bn1\\.(${BATCH_NORM.join('|')})|layer[1-4]\\.\\d+\\.` +
    `(conv[123]\\.weight|downsample\\.0\\.weight|(bn[123]|downsample\\.1)\\.(${BATCH_NORM.join('|')})))$`,
);

export function isEncoderName(name: string): boolean {
  return NAME.test(name);
}

/** What training and profilers count, and what optimizers keep, beside each parameter. */
const KEPT_BESIDE = /(num_batches_tracked|total_ops|total_params)$|momentum|exp_avg/i;

/** Whether the name lies in the stem or a stage, and a ResNet of any depth has no place for it. */
export function isForeignName(name: string): boolean {
  return /^(conv1|bn1|layer[1-4])\./.test(name) && !isEncoderName(name) && !KEPT_BESIDE.test(name);
}

interface Design {
  /** Blocks of the four stages. */
  readonly blocks: readonly number[];
  /** Convolutions of a block. */
  readonly convolutions: 2 | 3;
}

const DESIGNS: Readonly<Record<EncoderName, Design>> = {
  resnet18: { blocks: [2, 2, 2, 2], convolutions: 2 },
  resnet34: { blocks: [3, 4, 6, 3], convolutions: 2 },
  resnet50: { blocks: [3, 4, 6, 3], convolutions: 3 },
  resnet101: { blocks: [3, 4, 23, 3], convolutions: 3 },
};

export const ENCODER_NAMES = Object.keys(DESIGNS) as EncoderName[];

/** The convolutions of a ResNet in the order in which SimCLR's code makes them: the shortcut of a block before its convolutions. */
export function convolutionsOf(encoder: EncoderName): ConvolutionPair[] {
  const { blocks, convolutions } = DESIGNS[encoder];
  const pairs: ConvolutionPair[] = [{ convolution: 'conv1', norm: 'bn1' }];
  for (const [stage, count] of blocks.entries()) {
    for (let block = 0; block < count; block++) {
      const name = `layer${stage + 1}.${block}`;
      const hasShortcut = block === 0 && (stage > 0 || convolutions === 3);
      if (hasShortcut) pairs.push({ convolution: `${name}.downsample.0`, norm: `${name}.downsample.1` });
      for (let index = 1; index <= convolutions; index++)
        pairs.push({ convolution: `${name}.conv${index}`, norm: `${name}.bn${index}` });
    }
  }
  return pairs;
}

/** The shapes of an encoder's parameters and running statistics, filters as [out, in, height, width], by torchvision's names. */
export function encoderShapes(encoder: EncoderName, width: number): Map<string, readonly number[]> {
  const { convolutions } = DESIGNS[encoder];
  const expansion = convolutions === 3 ? 4 : 1;
  const shapes = new Map<string, readonly number[]>();
  for (const { convolution, norm } of convolutionsOf(encoder)) {
    const shape = filterShape(convolution, width, convolutions, expansion);
    shapes.set(`${convolution}.weight`, shape);
    for (const part of BATCH_NORM) shapes.set(`${norm}.${part}`, [shape[0]!]);
  }
  return shapes;
}

function filterShape(name: string, width: number, convolutions: number, expansion: number): readonly number[] {
  if (name === 'conv1') return [width, 3, 7, 7];
  const [layer, block, leaf] = name.split('.') as [string, string, string];
  const stage = Number(layer.slice('layer'.length)) - 1;
  const inner = width * 2 ** stage;
  const before = stage === 0 ? width : (inner / 2) * expansion;
  const inputs = block === '0' ? before : inner * expansion;
  if (leaf === 'downsample') return [inner * expansion, inputs, 1, 1];
  const index = Number(leaf.slice('conv'.length));
  const outputs = index === convolutions ? inner * expansion : inner;
  const side = convolutions === 2 || index === 2 ? 3 : 1;
  return [outputs, index === 1 ? inputs : inner, side, side];
}
