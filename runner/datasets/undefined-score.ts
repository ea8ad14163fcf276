import type { DataProblem } from './data-error';
import type { Dataset } from './dataset';
import { withoutScore } from './untested-classes';

/**
 * An AUC needs examples with and without a class in the test part; null: it has them. Of an empty part `checkParts` tells.
 *
 * @param place where to look: the dataset's folder, or its name.
 */
export function undefinedScore(dataset: Dataset, place: string): DataProblem | null {
  const {
    kind,
    classes,
    testedClasses = classes,
    parts: { test },
  } = dataset;
  if (kind === 'segmentation' || test.length === 0) return null;
  if (withoutScore(dataset).length < testedClasses.length) return null;
  const message = `${place}: the AUC of the test part is not defined: none of ${testedClasses.join(', ')} has both positive and negative examples among its ${test.length}. Give the test part more of them.`;
  return { code: 'part', file: place, message, costs: 'dataset', example: null };
}
