/** torchvision's names of a ResNet's encoder. */

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

/** Blocks of the four stages, and convolutions of a block, by the number of all convolutions: ResNet-18, 34, 50 and 101. */
const DESIGNS: Readonly<Record<number, readonly [blocks: readonly number[], convolutions: number]>> = {
  20: [[2, 2, 2, 2], 2],
  36: [[3, 4, 6, 3], 2],
  53: [[3, 4, 6, 3], 3],
  104: [[3, 4, 23, 3], 3],
};

/**
 * The convolutions of a ResNet in the order in which SimCLR's code makes them: the shortcut of a block before its convolutions. null
 * where no ResNet has so many.
 */
export function convolutionsInOrder(count: number): ConvolutionPair[] | null {
  const design = DESIGNS[count];
  if (!design) return null;
  const [stages, convolutions] = design;
  const pairs: ConvolutionPair[] = [{ convolution: 'conv1', norm: 'bn1' }];
  for (const [stage, blocks] of stages.entries()) {
    for (let block = 0; block < blocks; block++) {
      const name = `layer${stage + 1}.${block}`;
      const hasShortcut = block === 0 && (stage > 0 || convolutions === 3);
      if (hasShortcut) pairs.push({ convolution: `${name}.downsample.0`, norm: `${name}.downsample.1` });
      for (let index = 1; index <= convolutions; index++)
        pairs.push({ convolution: `${name}.conv${index}`, norm: `${name}.bn${index}` });
    }
  }
  return pairs;
}
