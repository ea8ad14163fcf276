/** How numbers are written in tables, sentences and figures. */

/** A share in [0, 1] as percent, without the sign: 0.8412 is `84.12`. */
export function percent(share: number, decimals = 2): string {
  return (share * 100).toFixed(decimals);
}

/** Of what can be whole, with the sign: `99.9 %`. Rounded down, so that only all of it is `100 %`. */
export function wholeShare(share: number): string {
  return `${Math.floor(1000 * share) / 10} %`;
}

/** `84.12 ± 0.31`; without a spread the mean alone. */
export function meanAndSd(mean: number, sd: number | null, decimals = 2): string {
  return sd === null ? percent(mean, decimals) : `${percent(mean, decimals)} ± ${percent(sd, decimals)}`;
}

/** A difference of shares in percentage points, with a sign: `+1.20`, `−0.35`. */
export function points(difference: number, decimals = 2): string {
  const digits = percent(Math.abs(difference), decimals);
  const sign = Number(digits) === 0 ? '' : difference < 0 ? '−' : '+';
  return sign + digits;
}

/**
 * `= 0.21`, `= 0.004`, `< 0.001`, `> 0.99`, to follow `p`. Where rounding would move the value across `alpha`, it keeps
 * more digits: 0.0503 against 0.05 reads `= 0.0503`, as `= 0.050` would belie the verdict.
 */
export function pValue(p: number, alpha: number): string {
  if (p < 0.001 && alpha >= 0.001) return '< 0.001';
  if (p > 0.99) return '> 0.99';
  for (let digits = p < 0.1 ? 3 : 2; digits < 12; digits++) {
    const written = p.toFixed(digits);
    if (Number(written) <= alpha === p <= alpha && Number(written) > 0) return `= ${written}`;
  }
  return `= ${p}`;
}

/** As pValue, under a heading that says p: without the equals sign. */
export function pNumber(p: number, alpha: number): string {
  return pValue(p, alpha).replace('= ', '');
}

/** `1.2 to 3.4`; a dash where there is no interval. */
export function rangeText(
  interval: { readonly low: number; readonly high: number } | null,
  write: (value: number) => string,
): string {
  return interval === null ? '—' : `${write(interval.low)} to ${write(interval.high)}`;
}

/** `95 %`, of 0.95. */
export function levelText(level: number): string {
  return `${percent(level, 2).replace(/\.?0+$/, '')} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  const [last, ...rest] = [...items].reverse();
  if (last === undefined) return '';
  return rest.length === 0 ? last : `${rest.reverse().join(', ')} and ${last}`;
}

/** `1 run`, `2 runs`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** `p = 0.004`, `n = 3`, `84.1 ± 0.3` and `80 %` must not be torn apart at the end of a line. */
export function unbroken(text: string): string {
  return text
    .replace(/\b([np]) ([=<>≤]) /g, '$1\u00a0$2\u00a0')
    .replace(/(\d) ± (?=\d)/g, '$1\u00a0±\u00a0')
    .replace(/(\d) %/g, '$1\u00a0%');
}

/** `999 B`, `102.5 MB`, `1.234 GB`: decimal units, as file managers have them. */
export function bytes(size: number, digits = 4): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  return `${Number((size / 1000 ** power).toPrecision(digits))} ${units[power]}`;
}
