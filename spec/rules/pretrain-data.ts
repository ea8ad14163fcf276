import { datasetUse, kindOfDataset } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { TrainingSyntax } from '../syntax';
import type { Rule } from './rule';

/** Supervised pre-training learns class labels, so its data has some, and its recipe is one for classification. */
export const pretrainData: Rule = ({ scope }) =>
  scope.syntax.initializations.flatMap(({ pretrain }) => {
    if (pretrain === null) return [];
    const { on, training } = pretrain;
    const found = on && scope.dataset(on.value);
    const masks = found && kindOfDataset(datasetUse(found, null)) === 'segmentation';
    const message = `\`${on?.value}\` has masks and no class labels, which supervised pre-training needs. Choose another dataset.`;
    return [...(masks ? [problem('not-allowed', message, on.range)] : []), ...notForClasses(training)];
  });

function notForClasses({ loss, augmentation }: TrainingSyntax): Diagnostic[] {
  const masks = ['soft-dice', 'intensity-distortion-crop'];
  return [loss, augmentation].flatMap((setting) => {
    if (setting === null || !masks.includes(setting.value.kind)) return [];
    const message = `Supervised pre-training is classification, and \`${setting.value.kind}\` is for segmentation. Choose another.`;
    return [problem('not-allowed', message, setting.range)];
  });
}
