import { ADAM } from './adam';
import type { Protocol } from './protocol';
import { type Recipe, stated } from './recipe';
import { AUGMENTATIONS, LOSSES, SCHEDULES } from './recipe-kinds';

const classification: Recipe = {
  imageSize: stated(64, 'Small images train fast on a laptop.'),
  resize: stated(null, 'A little larger than what is cut out of it, in the ratio of 256 to 224.'),
  batchSize: stated(16, 'Small batches take more steps on few images.'),
  learningRate: stated(1e-3, 'Adam’s usual learning rate, for few steps.'),
  ...ADAM,
  schedule: stated(SCHEDULES.cosine, 'Half a cosine over all epochs ends on steady weights.'),
  epochs: stated(20, 'Enough for a few hundred images.'),
  earlyStopping: stated(null, 'Training is short, and the best epoch’s weights are tested anyway.'),
  loss: stated(LOSSES['binary-cross-entropy'], 'Unweighted binary cross-entropy on sigmoid outputs.'),
  augmentation: stated(AUGMENTATIONS.flip, 'A horizontal flip costs nothing.'),
  normalisation: stated('imagenet', 'ImageNet’s mean and standard deviation, as published checkpoints expect.'),
  testTimeAugmentation: stated('none', 'One view of each test image.'),
  precision: stated('float32', 'Few processors gain from 16 bits.'),
};

/** A recipe that shows differences within minutes on a laptop, without claiming the paper's numbers. */
export const QUICK: Protocol = {
  name: 'quick',
  aliases: [],
  title: 'Quick',
  description: 'A recipe for trying things out on a laptop: small images, ResNet-18, twenty epochs.',
  encoder: stated('resnet18', 'Trains on a processor without a GPU.'),
  width: stated(64, 'The published network, so that checkpoints fit; 16 is a narrow one for phantoms.'),
  classification,
  segmentation: {
    ...classification,
    resize: stated(null, 'Images are resized to the input’s size at once.'),
    batchSize: stated(4, 'Sets with masks are small; batches of 4 still take a few steps an epoch.'),
    loss: stated(LOSSES['soft-dice'], 'Soft Dice finds small structures within few steps.'),
  },
  pretraining: {
    ...classification,
    batchSize: stated(32, 'Pre-training sets are larger.'),
    epochs: stated(8, 'Enough to learn the textures of a few hundred images.'),
  },
  tasks: {},
};
