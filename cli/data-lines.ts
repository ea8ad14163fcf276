import { count } from '../results/numbers';
import type { Experiment } from '../runner/store/store-reader';
import { INLINE } from '../spec/dataset-layout';
import { allWork } from './reporter';

/** What the journals tell of each dataset: warnings, and how many images were left out for which reasons. */
export function dataLines(experiment: Experiment): string[] {
  const told = allWork(experiment).flatMap(({ work, record }) => {
    const { leftOut = 0, leftOutWhy = [], warnings = [] } = record.data ?? {};
    const name = work.job.dataset.name === INLINE ? work.root : work.job.dataset.name;
    const warned = warnings.map((warning) => `Warning about ${name}: ${warning}`);
    if (leftOut === 0) return warned;
    const more = leftOut - leftOutWhy.length;
    const lines = [
      `Left out of ${name}, as the spec allows: ${count(leftOut, 'image')} with problems.`,
      ...leftOutWhy.map((why) => `  ${why}`),
      ...(more > 0 ? [`  … and ${more} more, which \`warmstart data check --deep\` names.`] : []),
    ];
    return [...warned, lines.join('\n')];
  });
  return [...new Set(told)];
}
