import { AUGMENTATIONS, LOSSES, SCHEDULES, type UsualOf } from '../catalog/recipe-kinds';
import { kebabCase } from './kebab-case';
import type { Located } from './located';
import type { MapReader } from './map-reader';
import type { NetworkSettings } from './spec';
import type { Partially, TrainingSyntax } from './syntax';

export function readNetwork(map: MapReader): Partially<NetworkSettings> {
  return {
    encoder: map.choice('encoder', ['resnet18', 'resnet34', 'resnet50', 'resnet101']),
    width: map.number('width'),
  };
}

export function readTraining(map: MapReader): TrainingSyntax {
  return {
    imageSize: map.number('image-size'),
    resize: map.number('resize'),
    batchSize: map.number('batch-size'),
    learningRate: map.number('learning-rate'),
    beta1: map.number('beta1'),
    beta2: map.number('beta2'),
    epsilon: map.number('epsilon'),
    weightDecay: map.number('weight-decay'),
    schedule: readKind(map, 'schedule', SCHEDULES),
    epochs: map.number('epochs'),
    earlyStopping: map.number('early-stopping') ?? map.none('early-stopping'),
    loss: readKind(map, 'loss', LOSSES),
    augmentation: readKind(map, 'augmentation', AUGMENTATIONS),
    normalisation: map.choice('normalisation', ['imagenet', 'none']),
    testTimeAugmentation: map.choice('test-time-augmentation', ['none', 'ten-crop']),
    precision: map.choice('precision', ['float32', 'mixed']),
  };
}

/** A word stands for the map of that kind with its usual numbers. The place is that of the word; `parts` has those of the numbers. */
function readKind<Value extends { readonly kind: string }>(
  training: MapReader,
  key: string,
  usual: UsualOf<Value>,
): Located<Value> | null {
  const settings = training.map(key);
  const kinds = Object.keys(usual) as Value['kind'][];
  const kind = training.choice(key, kinds) ?? settings.choice('kind', kinds);
  if (kind === null) return null;
  const value: Value = usual[kind.value];
  const numbers = Object.keys(value).flatMap((name) => {
    const number = settings.number(kebabCase(name));
    return number === null ? [] : [[name, number] as const];
  });
  const said = Object.fromEntries(numbers.map(([name, number]) => [name, number.value]));
  const parts = Object.fromEntries(numbers.map(([name, { range }]) => [name, range]));
  return { value: { ...value, ...said }, range: kind.range, parts };
}
