/** U-Net (Ronneberger et al., 2015) on a ResNet encoder, name for name and number for number segmentation_models.pytorch's. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkSettings } from '../../spec/spec';
import { convNormParameters, convNormRelu, normed } from './layers';
import type { Network, Parameter } from './network';
import { resnetEncoder } from './resnet';

/** Output channels of the five decoder blocks at the published width of 64. */
const DECODER = [256, 128, 64, 32, 16];

/** One output map. Sides of the input must be multiples of 32. */
export function unet(settings: NetworkSettings): Network {
  const encoder = resnetEncoder(settings, 'encoder.');
  const outputs = DECODER.map((channels) => Math.max(1, Math.round((channels * settings.width) / 64)));
  // Deepest first: a block takes what lies below it and the encoder's map of its own size; the last one has no such map.
  const skips = [...encoder.channels.slice(0, -1).reverse(), 0];
  const inputs = [encoder.channels.at(-1)!, ...outputs.slice(0, -1)];
  const layer = (index: number, place: 1 | 2): [convName: string, normName: string] => {
    const name = `decoder.blocks.${index}.conv${place}`;
    return [`${name}.0`, `${name}.1`];
  };
  const decoder = outputs.flatMap((channels, index): Parameter[] => [
    ...convNormParameters(...layer(index, 1), inputs[index]! + skips[index]!, channels, 3, 'decoder'),
    ...convNormParameters(...layer(index, 2), channels, channels, 3, 'decoder'),
  ]);
  const last = outputs.at(-1)!;
  const glorot = Math.sqrt(6 / (9 * last + 9));
  return {
    encoderPrefix: 'encoder.',
    parameters: [
      ...encoder.parameters,
      ...decoder,
      {
        name: 'segmentation_head.0.weight',
        shape: [1, last, 3, 3],
        start: { kind: 'uniform', bound: glorot },
        trainable: true,
      },
      { name: 'segmentation_head.0.bias', shape: [1], start: { kind: 'constant', value: 0 }, trainable: true },
    ],
    forward(pass, images) {
      const features = encoder.features(pass, images).reverse();
      let x = features[0]!;
      for (let index = 0; index < outputs.length; index++) {
        const [below, skip] = [x, features[index + 1] ?? null];
        const first = normed(pass, ...layer(index, 1), (filter) => pass.kernels.upsampledConv2d(below, skip, filter));
        x = convNormRelu(pass, pass.kernels.relu(first), ...layer(index, 2), 1, 1);
      }
      const map = pass.kernels.conv2d(x, pass.value<Tensor4D>('segmentation_head.0.weight'), 1, 1);
      return tf.add(map, pass.value('segmentation_head.0.bias'));
    },
  };
}
