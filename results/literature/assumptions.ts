/** What a publication leaves open about its t-tests. */

export interface Assumptions {
  /** One-sided means: in the direction that was observed. */
  readonly side: 'two-sided' | 'one-sided';
  readonly variances: 'equal' | 'unequal';
  /** Printed standard deviations have n - ddof in their denominator. */
  readonly ddof: 0 | 1;
}

export const ASSUMPTIONS = ['side', 'variances', 'ddof'] as const satisfies readonly (keyof Assumptions)[];

/** Level of significance of published marks. */
export const PUBLISHED_ALPHA = 0.05;

/** The same with one thing assumed the other way. */
export function otherwise(assumptions: Assumptions, changed: keyof Assumptions): Assumptions {
  const { side, variances, ddof } = assumptions;
  switch (changed) {
    case 'side':
      return { ...assumptions, side: side === 'two-sided' ? 'one-sided' : 'two-sided' };
    case 'variances':
      return { ...assumptions, variances: variances === 'equal' ? 'unequal' : 'equal' };
    case 'ddof':
      return { ...assumptions, ddof: ddof === 0 ? 1 : 0 };
  }
}

/** `two-sided t-test, equal variances, n in the denominator of the standard deviations` */
export function assumptionsText({ side, variances, ddof }: Assumptions): string {
  const denominator = ddof === 0 ? 'n' : 'n − 1';
  return `${side} t-test, ${variances} variances, ${denominator} in the denominator of the standard deviations`;
}
