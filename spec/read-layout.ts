import type { MapReader } from './map-reader';
import type { LayoutSyntax, SplitSyntax } from './syntax';
import { rangeOf } from './yaml-node';

export function readLayout(map: MapReader): LayoutSyntax {
  return {
    layout: map.choice('layout', ['class-folders', 'csv', 'masks', 'drive']),
    images: map.text('images'),
    masks: map.text('masks'),
    labels: map.text('labels'),
    imageColumn: map.text('image-column'),
    labelColumns: map.texts('label-columns'),
    splitColumn: map.text('split-column'),
    classes: map.texts('classes'),
    split: readSplit(map),
    keys: map.keys(),
  };
}

function readSplit(map: MapReader): SplitSyntax | null {
  const range = rangeOf(map.node('split'));
  if (range === null) return null;
  const split = map.map('split');
  return {
    range: split.keys()[0]?.range ?? range,
    train: split.number('train')?.value ?? null,
    validation: split.number('validation')?.value ?? null,
    test: split.number('test')?.value ?? null,
    groupBy: split.text('group-by'),
    seed: split.number('seed')?.value ?? null,
  };
}
