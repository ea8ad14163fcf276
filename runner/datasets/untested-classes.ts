import type { DataWarning } from './check/dataset-report';
import type { Dataset } from './dataset';

/** Classes that the mean AUC leaves out; null: none, or no AUC is defined, which is a problem (`undefinedScore`). */
export function untestedClasses({
  kind,
  classes,
  testedClasses = classes,
  parts: { test },
}: Dataset): DataWarning | null {
  if (kind === 'segmentation') return null;
  const has = (name: string, label: number) => test.some(({ labels }) => labels[classes.indexOf(name)] === label);
  const untested = testedClasses.filter((name) => !has(name, 0) || !has(name, 1));
  if (untested.length === 0 || untested.length === testedClasses.length) return null;
  const message = `The mean AUC leaves out ${untested.join(', ')}: in the test part no image is positive, or none is negative. Add some, or draw other parts.`;
  return { code: 'untested-class', message };
}
