import { datasetUse, kindOfDataset } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import type { Located } from '../located';
import { problem } from '../problem';
import type { Rule } from './rule';

/** Supervised pre-training learns class labels, so its data has some, and its recipe is one for classification. */
export const pretrainData: Rule = ({ scope }) =>
  scope.syntax.initializations.flatMap(({ pretrain }) => {
    if (pretrain === null) return [];
    const { on, training } = pretrain;
    const found = on && scope.dataset(on.value);
    const masks = found && kindOfDataset(datasetUse(found, null)) === 'segmentation';
    const message = `\`${on?.value}\` has masks and no class labels, which supervised pre-training needs. Choose another dataset.`;
    return [...(masks ? [problem('not-allowed', message, on.range)] : []), ...notForClasses(training.loss)];
  });

function notForClasses(loss: Located<string> | null): Diagnostic[] {
  if (loss?.value !== 'soft-dice') return [];
  return [
    problem(
      'not-allowed',
      'Supervised pre-training is classification: its loss is `binary-cross-entropy`.',
      loss.range,
    ),
  ];
}
