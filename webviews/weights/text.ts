/** Numbers as the weights editor prints them. */

const COUNT = new Intl.NumberFormat('en');

export function countText(count: number): string {
  return COUNT.format(count);
}

/** `1 tensor`, `320 tensors`. */
export function tensorsText(count: number): string {
  return `${countText(count)} tensor${count === 1 ? '' : 's'}`;
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

/** By its blocks: `50 layers, as in a ResNet-50`. */
export function depthText({ depth, network }: { readonly depth: number; readonly network: string }): string {
  const whole = network.replace('resnet', '');
  if (whole === String(depth)) return `${depth} layers, as in a ResNet-${depth}`;
  return `${depth} layers, where a ResNet-${whole} has ${whole}`;
}
