import { kindOfDataset } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import type { Located } from '../located';
import { problem } from '../problem';
import type { ResolvedTask } from '../resolve-task';
import type { TaskKind } from '../spec';
import type { TrainingSyntax } from '../syntax';
import type { Rule } from './rule';

const CLASSIFICATION_ONLY: readonly string[] = ['auc', 'crop-flip-rotate', 'ten-crop', 'resize'];
const SEGMENTATION_ONLY: readonly string[] = ['dice', 'dice-pooled', 'soft-dice', 'intensity-distortion-crop'];

/** What a task says, or the spec says for all tasks, fits what the task does and the data it has. */
export const taskSettings: Rule = ({ scope, tasks }) => {
  const own = tasks.flatMap((task) => [
    ...kindFitsData(task),
    ...fits(task.syntax.metric, task),
    ...trainingFits(task.syntax.training, task),
  ]);
  // A value for all tasks is reported once, for the first task that it does not fit.
  const shared = tasks.flatMap((task) => trainingFits(scope.syntax.training, task));
  const firsts = shared.filter(
    ({ range }, index) => shared.findIndex((other) => other.range.start === range.start) === index,
  );
  return [...own, ...firsts];
};

function kindFitsData({ syntax, kind, use }: ResolvedTask): Diagnostic[] {
  const possible = use && kindOfDataset(use);
  if (possible === null || kind === possible) return [];
  const lack = possible === 'classification' ? 'class labels and no masks' : 'masks and no class labels';
  const message = `${syntax.name.value} is ${kind}, but its data has ${lack}, which are for ${possible}.`;
  return [problem('not-allowed', message, (syntax.kind ?? syntax.data ?? syntax.name).range)];
}

function trainingFits(
  { loss, augmentation, testTimeAugmentation, imageSize, resize }: TrainingSyntax,
  task: ResolvedTask,
): Diagnostic[] {
  return [
    ...fits(kindOf(loss), task),
    ...fits(kindOf(augmentation), task),
    ...fits(testTimeAugmentation, task),
    ...fits(resize && { ...resize, value: 'resize' }, task),
    ...(task.kind === 'segmentation' ? dividesBy32(imageSize) : []),
  ];
}

function kindOf(setting: Located<{ readonly kind: string }> | null): Located<string> | null {
  return setting && { ...setting, value: setting.value.kind };
}

function fits(setting: Located<string> | null, { kind, syntax }: ResolvedTask): Diagnostic[] {
  const only = setting && onlyFor(setting.value);
  if (setting === null || only === null || only === kind) return [];
  const message = `\`${setting.value}\` is for ${only}, but the task ${syntax.name.value} is ${kind}. Choose another, or set it in the tasks it fits.`;
  return [problem('not-allowed', message, setting.range)];
}

function onlyFor(word: string): TaskKind | null {
  if (CLASSIFICATION_ONLY.includes(word)) return 'classification';
  return SEGMENTATION_ONLY.includes(word) ? 'segmentation' : null;
}

/** The encoder halves the image five times, and the decoder doubles it five times. */
function dividesBy32(size: Located<number> | null): Diagnostic[] {
  if (size === null || size.value % 32 === 0) return [];
  const near = Math.max(32, Math.round(size.value / 32) * 32);
  const fixes = [{ title: `Change to ${near}`, range: size.range, newText: String(near) }];
  return [
    problem(
      'out-of-range',
      `Segmentation needs an image size that is a multiple of 32, for instance ${near}.`,
      size.range,
      { fixes },
    ),
  ];
}
