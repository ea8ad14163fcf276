/** ResNet-18, 34, 50 and 101 (He et al., 2016), name for name and number for number torchvision's. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkSettings } from '../../spec/spec';
import { convNorm, convNormParameters, convNormRelu } from './layers';
import type { Network, Parameter, Pass } from './network';

interface Design {
  /** Blocks of the four stages. */
  readonly blocks: readonly number[];
  /** Output channels of a block over its inner ones: 1 for basic blocks, 4 for bottlenecks. */
  readonly expansion: 1 | 4;
}

const DESIGNS: Readonly<Record<NetworkSettings['encoder'], Design>> = {
  resnet18: { blocks: [2, 2, 2, 2], expansion: 1 },
  resnet34: { blocks: [3, 4, 6, 3], expansion: 1 },
  resnet50: { blocks: [3, 4, 6, 3], expansion: 4 },
  resnet101: { blocks: [3, 4, 23, 3], expansion: 4 },
};

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly size: number;
  readonly stride: number;
}

interface Block {
  readonly name: string;
  readonly convolutions: readonly Convolution[];
  /** The 1 x 1 convolution of the shortcut, where shapes differ. */
  readonly projection: Convolution | null;
  readonly outputs: number;
}

export interface Encoder {
  readonly parameters: readonly Parameter[];
  /** Channels of the five feature maps, at 1/2, 1/4, 1/8, 1/16 and 1/32 of the input. */
  readonly channels: readonly number[];
  features(pass: Pass, images: Tensor4D): Tensor4D[];
}

/** The network without its head; `prefix` goes before every name. */
export function resnetEncoder(settings: NetworkSettings, prefix = ''): Encoder {
  const stages = stagesOf(DESIGNS[settings.encoder], settings.width, prefix);
  const [stem, stemNorm] = [`${prefix}conv1`, `${prefix}bn1`];
  return {
    parameters: [
      ...convNormParameters(stem, stemNorm, 3, settings.width, 7),
      ...stages.flat().flatMap(blockParameters),
    ],
    channels: [settings.width, ...stages.map((blocks) => blocks.at(-1)!.outputs)],
    features(pass, images) {
      let x = convNormRelu(pass, images, stem, stemNorm, 2, 3);
      const features = [x];
      x = pass.kernels.maxPool(x, 3, 2, 1);
      for (const blocks of stages) {
        x = blocks.reduce((input, block) => blockForward(pass, input, block), x);
        features.push(x);
      }
      return features;
    },
  };
}

function stagesOf(design: Design, width: number, prefix: string): Block[][] {
  let inputs = width;
  return design.blocks.map((count, stage) =>
    Array.from({ length: count }, (_, index) => {
      const block = makeBlock(
        `${prefix}layer${stage + 1}.${index}`,
        inputs,
        width * 2 ** stage,
        design.expansion,
        index === 0 && stage > 0 ? 2 : 1,
      );
      inputs = block.outputs;
      return block;
    }),
  );
}

/** A basic block of two 3 x 3 convolutions, or a bottleneck with its stride on the 3 x 3 one (torchvision's "v1.5"). */
function makeBlock(name: string, inputs: number, inner: number, expansion: 1 | 4, stride: number): Block {
  const outputs = inner * expansion;
  const convolutions =
    expansion === 1
      ? [
          { inputs, outputs: inner, size: 3, stride },
          { inputs: inner, outputs, size: 3, stride: 1 },
        ]
      : [
          { inputs, outputs: inner, size: 1, stride: 1 },
          { inputs: inner, outputs: inner, size: 3, stride },
          { inputs: inner, outputs, size: 1, stride: 1 },
        ];
  const projection = stride !== 1 || inputs !== outputs ? { inputs, outputs, size: 1, stride } : null;
  return { name, convolutions, projection, outputs };
}

function blockParameters({ name, convolutions, projection }: Block): Parameter[] {
  const normed = (convName: string, normName: string, { inputs, outputs, size }: Convolution): Parameter[] =>
    convNormParameters(convName, normName, inputs, outputs, size);
  return [
    ...convolutions.flatMap((convolution, index) =>
      normed(`${name}.conv${index + 1}`, `${name}.bn${index + 1}`, convolution),
    ),
    ...(projection ? normed(`${name}.downsample.0`, `${name}.downsample.1`, projection) : []),
  ];
}

function blockForward(pass: Pass, x: Tensor4D, { name, convolutions, projection }: Block): Tensor4D {
  let y = x;
  convolutions.forEach(({ size, stride }, index) => {
    y = convNorm(pass, y, `${name}.conv${index + 1}`, `${name}.bn${index + 1}`, stride, (size - 1) / 2);
    if (index < convolutions.length - 1) y = pass.kernels.relu(y);
  });
  const shortcut = projection
    ? convNorm(pass, x, `${name}.downsample.0`, `${name}.downsample.1`, projection.stride, 0)
    : x;
  return pass.kernels.relu(tf.add(y, shortcut));
}

/** A classifier: encoder, global average pooling, linear head drawn from N(0, 0.01) with zero bias. */
export function resnetClassifier(settings: NetworkSettings, classes: number): Network {
  const encoder = resnetEncoder(settings);
  const features = encoder.channels.at(-1)!;
  return {
    encoderPrefix: '',
    parameters: [
      ...encoder.parameters,
      { name: 'fc.weight', shape: [classes, features], start: { kind: 'normal', deviation: 0.01 }, trainable: true },
      { name: 'fc.bias', shape: [classes], start: { kind: 'constant', value: 0 }, trainable: true },
    ],
    forward(pass, images) {
      const pooled = pass.kernels.globalAveragePool(encoder.features(pass, images).at(-1)!);
      return tf.add(tf.matMul(pooled, pass.value<Tensor2D>('fc.weight')), pass.value('fc.bias'));
    },
  };
}
