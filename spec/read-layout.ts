import { LAYOUT_NAMES } from './layout-kinds';
import type { Located } from './located';
import type { MapReader } from './map-reader';
import type { SplitLists, Window } from './spec';
import type { LayoutSyntax, SplitSyntax } from './syntax';
import { rangeOf } from './yaml-node';

export function readLayout(map: MapReader): LayoutSyntax {
  return {
    layout: map.choice('layout', LAYOUT_NAMES),
    images: map.text('images'),
    masks: map.textOrTexts('masks'),
    labels: map.text('labels'),
    imageColumn: map.text('image-column'),
    labelColumns: map.texts('label-columns'),
    splitColumn: map.text('split-column'),
    classes: map.texts('classes'),
    uncertain: map.choice('uncertain', ['u-ones', 'u-zeros', 'u-ignore', 'lsr-ones', 'lsr-zeros']),
    window: readWindow(map),
    onProblem: map.choice('on-problem', ['stop', 'leave-out']),
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
    parts: split.choice('parts', ['drawn', 'given']),
    train: split.number('train')?.value ?? null,
    validation: split.number('validation')?.value ?? null,
    test: split.number('test')?.value ?? null,
    sharesRange: split.keys().find(({ value }) => ['train', 'validation', 'test'].includes(value))?.range ?? null,
    groupBy: split.text('group-by'),
    seed: split.number('seed')?.value ?? null,
    lists: readLists(split),
  };
}

function readLists(split: MapReader): Located<SplitLists> | null {
  const range = rangeOf(split.node('lists'));
  const lists = split.map('lists');
  const [train, test] = [lists.text('train'), lists.text('test')];
  if (range === null || train === null || test === null) return null;
  return {
    value: { train: train.value, validation: lists.text('validation')?.value ?? null, test: test.value },
    range,
  };
}

function readWindow(map: MapReader): Located<Window> | null {
  const range = rangeOf(map.node('window'));
  const [center, width] = [map.map('window').number('center'), map.map('window').number('width')];
  return range && center && width && { value: { center: center.value, width: width.value }, range };
}
