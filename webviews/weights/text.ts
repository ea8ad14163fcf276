/** Numbers as the weights editor prints them. */

const COUNT = new Intl.NumberFormat('en');

export function countText(count: number): string {
  return COUNT.format(count);
}

/** `1 tensor`, `320 tensors`. */
export function tensorsText(count: number): string {
  return `${countText(count)} tensor${count === 1 ? '' : 's'}`;
}

/** Decimal units, as file managers have them. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [unit, scale] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9];
  return `${(bytes / Number(scale)).toFixed(bytes < 1e9 ? 1 : 2)} ${unit}`;
}

/** Four significant digits. */
export function numberText(value: number | null): string {
  if (value === null) return '–';
  const text =
    value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)
      ? value.toExponential(3)
      : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', '−');
}

/** Rounded down, so that only a whole encoder is 100 %. */
export function shareText(share: number): string {
  return `${Math.floor(1000 * share) / 10} %`;
}
