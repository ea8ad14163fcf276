import type { DataWarning } from './check/dataset-report';
import type { Dataset } from './dataset';

/** Classes whose AUC the test part leaves undefined: none of its images is positive, or none negative. */
export function withoutScore({ classes, testedClasses = classes, parts: { test } }: Dataset): readonly string[] {
  const has = (output: number, label: number) => test.some(({ labels }) => labels[output] === label);
  return testedClasses.filter((name) => {
    const output = classes.indexOf(name);
    return !has(output, 0) || !has(output, 1);
  });
}

/** Classes that the mean AUC leaves out; null: none, or no AUC is defined, which is a problem (`undefinedScore`). */
export function untestedClasses(dataset: Dataset): DataWarning | null {
  const { kind, classes, testedClasses = classes } = dataset;
  if (kind === 'segmentation') return null;
  const untested = withoutScore(dataset);
  if (untested.length === 0 || untested.length === testedClasses.length) return null;
  const message = `The mean AUC leaves out ${untested.join(', ')}: in the test part no image is positive, or none is negative. Add some, or draw other parts.`;
  return { code: 'untested-class', message };
}
