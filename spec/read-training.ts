import type { RecipeSchedule } from '../catalog/recipe';
import type { Located } from './located';
import type { MapReader } from './map-reader';
import type { NetworkSettings } from './spec';
import type { Partially, TrainingSyntax } from './syntax';
import { rangeOf } from './yaml-node';

export function readNetwork(map: MapReader): Partially<NetworkSettings> {
  return {
    encoder: map.choice('encoder', ['resnet18', 'resnet34', 'resnet50', 'resnet101']),
    width: map.number('width'),
  };
}

export function readTraining(map: MapReader): TrainingSyntax {
  return {
    imageSize: map.number('image-size'),
    batchSize: map.number('batch-size'),
    learningRate: map.number('learning-rate'),
    schedule: readSchedule(map),
    epochs: map.number('epochs'),
    earlyStopping: map.number('early-stopping') ?? map.none('early-stopping'),
    loss: map.choice('loss', ['binary-cross-entropy', 'soft-dice']),
    augmentation: map.choice('augmentation', ['none', 'flip', 'crop-flip-rotate', 'intensity-distortion-crop']),
    normalisation: map.choice('normalisation', ['imagenet', 'none']),
    testTimeAugmentation: map.choice('test-time-augmentation', ['none', 'ten-crop']),
    precision: map.choice('precision', ['float32', 'mixed']),
  };
}

/** A word stands for the map of that kind with its defaults. */
function readSchedule(training: MapReader): Located<RecipeSchedule> | null {
  const settings = training.map('schedule');
  const kind =
    training.choice('schedule', ['constant', 'plateau', 'cosine']) ?? settings.choice('kind', ['plateau', 'cosine']);
  const range = rangeOf(training.node('schedule'));
  if (kind === null || range === null) return null;
  switch (kind.value) {
    case 'constant':
      return { value: { kind: 'constant' }, range };
    case 'cosine':
      return { value: { kind: 'cosine', epochs: settings.number('epochs')?.value ?? null }, range };
    case 'plateau': {
      const factor = settings.number('factor')?.value ?? 0.5;
      const patience = settings.number('patience')?.value ?? 5;
      const threshold = settings.number('threshold')?.value ?? 1e-4;
      return { value: { kind: 'plateau', factor, patience, threshold }, range };
    }
  }
}
