/** Metrics as they are written for readers. */
const NAMES: Readonly<Record<string, string>> = { auc: 'AUC', dice: 'Dice', 'dice-pooled': 'pooled Dice' };

/** `AUC` for `auc`; an unknown metric keeps its own name. */
export function metricName(metric: string): string {
  return NAMES[metric] ?? metric;
}
