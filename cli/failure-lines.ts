import type { Experiment } from '../runner/store/store-reader';
import { workName } from './progress-lines';
import { allWork } from './reporter';

/** A line for each reason, as one mistake often fails many runs. */
export function failureLines(experiment: Experiment): string[] {
  const names = new Map<string, string[]>();
  for (const status of allWork(experiment)) {
    const { ending } = status.record;
    if (status.state !== 'failed' || ending?.type !== 'failed') continue;
    names.set(ending.message, [...(names.get(ending.message) ?? []), workName(status)]);
  }
  return [...names].map(([message, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `Failed: ${first}${more}: ${message}`;
  });
}
