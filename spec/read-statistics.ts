import { readSpec } from './read-spec';
import type { StatisticsSettings } from './spec';

export interface StatisticsReading {
  /** null where there is a mistake. */
  readonly statistics: StatisticsSettings | null;
  /** Errors and warnings, whole sentences. */
  readonly messages: readonly string[];
}

/**
 * The key `statistics` of a spec where there is no spec, such as `{test: student, margin: 0.5}`: the same words, defaults and mistakes,
 * since it is read as part of a spec with these initializations and this many runs.
 */
export function readStatistics(text: string, initializations: readonly string[], runs: number): StatisticsReading {
  const { spec, diagnostics } = readSpec(
    [
      'data: {images: {phantom: xray}}',
      'tasks: [{name: task, kind: classification, data: images}]',
      `initializations: ${JSON.stringify(initializations.map((name) => ({ name, weights: 'weights.safetensors' })))}`,
      `runs: ${runs}`,
      `statistics: ${text.replaceAll(/\s+/g, ' ')}`,
    ].join('\n'),
  );
  return { statistics: spec?.statistics ?? null, messages: diagnostics.map(({ message }) => message) };
}
