const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** For instance `12 MB`, `3.1 GB`. */
export function byteText(count: number): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(count, 1)) / 3)));
  return `${Number((count / 1000 ** power).toPrecision(2))} ${UNITS[power - 1]}`;
}
