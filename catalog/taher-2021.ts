import { ADAM } from './adam';
import type { Protocol } from './protocol';
import { type Recipe, stated } from './recipe';
import { AUGMENTATIONS, LOSSES, SCHEDULES } from './recipe-kinds';

const classification: Recipe = {
  imageSize: stated(224, 'The paper crops 224 × 224.'),
  resize: stated(null, 'The authors’ code resizes to 256 × 256 before it crops; other image sizes keep that ratio.'),
  batchSize: stated(32, 'The batch size of the authors’ code.'),
  learningRate: stated(2e-4, 'Adam with learning rate 2e-4 and no weight decay for classification.'),
  ...ADAM,
  schedule: stated(
    SCHEDULES.plateau,
    'ReduceLROnPlateau on the validation loss: factor 0.5, patience 5, threshold 1e-4.',
  ),
  epochs: stated(1000, 'Early stopping ends training long before 1,000 epochs.'),
  earlyStopping: stated(11, 'The authors’ code stops after 11 epochs without a better validation loss.'),
  loss: stated(LOSSES['binary-cross-entropy'], 'Unweighted binary cross-entropy on sigmoid outputs.'),
  augmentation: stated(
    AUGMENTATIONS['crop-flip-rotate'],
    'Random resized crop (scale 0.08 to 1), horizontal flip, rotation by up to 7 degrees.',
  ),
  normalisation: stated('imagenet', 'ImageNet’s mean and standard deviation for every initialization, SimCLR’s too.'),
  testTimeAugmentation: stated('ten-crop', 'The sigmoid outputs of ten crops are averaged.'),
  precision: stated('float32', 'The paper names no other, and PyTorch takes none by itself.'),
};

const segmentation: Recipe = {
  imageSize: stated(224, 'Segmentation is trained at 224 × 224, DRIVE at 512 × 512.'),
  resize: stated(null, 'Images are resized to the input’s size at once.'),
  batchSize: stated(32, 'The batch size of the authors’ code; 16 for DRIVE.'),
  learningRate: stated(1e-3, 'Adam with learning rate 1e-3 for segmentation.'),
  ...ADAM,
  schedule: stated(SCHEDULES.cosine, 'Half a cosine over all epochs, the paper’s 200.'),
  epochs: stated(200, 'At most 200 epochs.'),
  earlyStopping: stated(21, 'The authors’ code stops after 21 epochs without a better validation loss.'),
  loss: stated(LOSSES['soft-dice'], 'Soft Dice over the batch, smoothed by 1; binary cross-entropy for DRIVE.'),
  augmentation: stated(
    AUGMENTATIONS['intensity-distortion-crop'],
    'Brightness and contrast or gamma (p 0.3), elastic, grid or optical distortion (p 0.3), random crop of side 156 to 224 (p 0.25); none for DRIVE.',
  ),
  normalisation: stated('imagenet', 'ImageNet’s mean and standard deviation.'),
  testTimeAugmentation: stated('none', 'One view of each test image.'),
  precision: stated('float32', 'The paper names no other, and PyTorch takes none by itself.'),
};

/** The recipe of arXiv 2108.05930, "A Systematic Benchmarking Analysis of Transfer Learning for Medical Image Analysis", and its code. */
export const TAHER_2021: Protocol = {
  name: 'taher-2021',
  aliases: ['2108.05930'],
  title: 'Hosseinzadeh Taher et al. 2021',
  description:
    'The recipe of the transfer learning benchmark arXiv 2108.05930: ResNet-50, U-Net for segmentation, ten runs. Meant for a GPU.',
  encoder: stated('resnet50', 'All published checkpoints of the benchmark are ResNet-50.'),
  width: stated(64, 'The published network.'),
  classification,
  segmentation,
  pretraining: {
    ...classification,
    testTimeAugmentation: stated('none', 'Pre-training is validated on one view of each image.'),
  },
  tasks: {
    VFS: {
      imageSize: stated(512, 'DRIVE is trained at 512 × 512.'),
      batchSize: stated(16, 'Batches of 16 for DRIVE.'),
      loss: stated(LOSSES['binary-cross-entropy'], 'DRIVE is trained with binary cross-entropy.'),
      augmentation: stated(AUGMENTATIONS.none, 'DRIVE is trained without augmentation.'),
    },
  },
};
