import { count } from '../results/numbers';
import type { Experiment } from '../runner/store/store-reader';
import { INLINE } from '../spec/dataset-layout';
import { allWork } from './reporter';

/** Of each dataset of which images were left out, how many, and the reasons that its journals tell. */
export function leftOutLines(experiment: Experiment): string[] {
  const told = allWork(experiment).map(({ work, record }) => {
    const { leftOut = 0, leftOutWhy = [] } = record.data ?? {};
    if (leftOut === 0) return [];
    const { name } = work.job.dataset;
    const more = leftOut - leftOutWhy.length;
    return [
      `Left out of ${name === INLINE ? work.root : name}, as the spec allows: ${count(leftOut, 'image')} with problems.`,
      ...leftOutWhy.map((why) => `  ${why}`),
      ...(more > 0 ? [`  … and ${more} more, which \`warmstart data check\` names.`] : []),
    ].join('\n');
  });
  return [...new Set(told.flat())];
}
