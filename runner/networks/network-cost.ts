import type { NetworkSettings, TaskKind } from '../../spec/spec';

/** What a network takes, by arithmetic alone: no tensor is made. */
export interface NetworkCost {
  /** Weights, biases and running statistics, in numbers. */
  readonly parameters: number;
  /** Products of convolutions and the head in a forward pass of one image. */
  readonly products: number;
}

const BLOCKS = {
  resnet18: [2, 2, 2, 2],
  resnet34: [3, 4, 6, 3],
  resnet50: [3, 4, 6, 3],
  resnet101: [3, 4, 23, 3],
} as const;

/** Output channels of the decoder's blocks at width 64. */
const DECODER = [256, 128, 64, 32, 16] as const;

/** @param imageSize side of the square input, in pixels @param classes outputs of a classifier; a U-Net has one map */
export function networkCost(
  { encoder, width }: NetworkSettings,
  kind: TaskKind,
  imageSize: number,
  classes: number,
): NetworkCost {
  let [parameters, products] = [0, 0];
  /** A convolution on a map of `side` pixels, and its batch norm. */
  const convolve = (inputs: number, outputs: number, size: number, side: number) => {
    parameters += size * size * inputs * outputs + 4 * outputs;
    products += size * size * inputs * outputs * side * side;
  };
  const expansion = encoder === 'resnet18' || encoder === 'resnet34' ? 1 : 4;
  const sides = [2, 4, 8, 16, 32].map((step) => Math.ceil(imageSize / step));
  convolve(3, width, 7, sides[0]!);
  let inputs = width;
  BLOCKS[encoder].forEach((blocks, stage) => {
    const [inner, side] = [width * 2 ** stage, sides[stage + 1]!];
    const outputs = inner * expansion;
    for (let block = 0; block < blocks; block++) {
      const entry = block === 0 && stage > 0 ? sides[stage]! : side;
      if (expansion === 1) {
        convolve(inputs, inner, 3, side);
        convolve(inner, outputs, 3, side);
      } else {
        convolve(inputs, inner, 1, entry);
        convolve(inner, inner, 3, side);
        convolve(inner, outputs, 1, side);
      }
      if (inputs !== outputs || (block === 0 && stage > 0)) convolve(inputs, outputs, 1, side);
      inputs = outputs;
    }
  });
  if (kind === 'classification') {
    parameters += (inputs + 1) * classes;
    products += inputs * classes;
    return { parameters, products };
  }
  const skips = [4, 2, 1].map((factor) => width * factor * expansion).concat(width, 0);
  DECODER.forEach((channels, block) => {
    const outputs = Math.max(1, Math.round((channels * width) / 64));
    const side = imageSize / 2 ** (4 - block);
    convolve(inputs + skips[block]!, outputs, 3, side);
    convolve(outputs, outputs, 3, side);
    inputs = outputs;
  });
  parameters += 9 * inputs + 1;
  products += 9 * inputs * imageSize * imageSize;
  return { parameters, products };
}
