/** The paper's tint: it lies behind cells whose difference from the best, or from the reference, is not significant. */
import type { TableCell } from './table';

export const TINT_MEANING = 'no significant difference was found, which alone is no evidence of equality';

export function isTinted({ mark }: TableCell): boolean {
  return mark === 'undecided' || mark === 'equivalent';
}
