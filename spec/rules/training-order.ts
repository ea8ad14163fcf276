import { AUGMENTATIONS, inFull } from '../../catalog/recipe-kinds';
import { canvasSide } from '../canvas-side';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import { fineTuning, pretraining } from '../resolve-training';
import type { TaskKind, TrainingSettings } from '../spec';
import type { TrainingSyntax } from '../syntax';
import type { Rule } from './rule';

/** Numbers that are each allowed, and together are not: nothing is cut out of less, and what is smallest is no larger than what is largest. */
export const trainingOrder: Rule = ({ scope: { protocol, syntax }, tasks }) => [
  ...tasks.flatMap(({ kind, catalog, syntax: task }) => {
    const settled = fineTuning(protocol, kind, catalog?.name ?? null, syntax.training, task.training);
    return disordered(settled, kind, [task.training, syntax.training]);
  }),
  ...syntax.initializations.flatMap(({ pretrain }) =>
    pretrain ? disordered(pretraining(protocol, pretrain.training), 'classification', [pretrain.training]) : [],
  ),
];

/** @param written what the spec says of this recipe, the closest first */
function disordered(training: TrainingSettings, kind: TaskKind, written: readonly TrainingSyntax[]): Diagnostic[] {
  const { imageSize, learningRate, schedule } = training;
  const augmentation = inFull(training.augmentation, AUGMENTATIONS);
  const pair = (
    smaller: readonly [name: string, value: number],
    larger: readonly [name: string, value: number],
    places: readonly (readonly [key: keyof TrainingSyntax, number?: string])[],
  ): Diagnostic[] => {
    const place = places.flatMap(([key, number]) => {
      const said = written.flatMap((syntax) => syntax[key] ?? [])[0];
      return (number === undefined ? said?.range : said?.parts?.[number]) ?? [];
    })[0];
    if (place === undefined || !(smaller[1] > larger[1])) return [];
    const message = `${smaller[0]} is ${smaller[1]}, but ${larger[0]} is ${larger[1]}, which it must not exceed. Change one of them.`;
    return [problem('out-of-range', message, place)];
  };
  return [
    ...pair(['`image-size`', imageSize], ['`resize`', canvasSide(kind, training)], [['resize'], ['imageSize']]),
    ...(schedule.kind === 'constant' || schedule.minimum === undefined
      ? []
      : pair(
          ['`minimum` of the schedule', schedule.minimum],
          ['the learning rate', learningRate],
          [['schedule', 'minimum'], ['learningRate'], ['schedule']],
        )),
    ...(augmentation.kind === 'crop-flip-rotate'
      ? pair(
          ['`smallest-area`', augmentation.smallestArea],
          ['`largest-area`', augmentation.largestArea],
          [
            ['augmentation', 'smallestArea'],
            ['augmentation', 'largestArea'],
          ],
        )
      : []),
    ...(augmentation.kind === 'intensity-distortion-crop'
      ? pair(
          ['`smallest-gamma`', augmentation.smallestGamma],
          ['`largest-gamma`', augmentation.largestGamma],
          [
            ['augmentation', 'smallestGamma'],
            ['augmentation', 'largestGamma'],
          ],
        )
      : []),
  ];
}
