import type { DataWarning } from './check/dataset-report';
import { dimAdvice, isDim } from './dim';
import type { Mask, MaskLabel } from './foreground';
import type { DecodedImage } from './raster-to-pixels';

/** What the pixels of an example are, as far as a warning may come of it. */
export interface PixelTraits {
  readonly id: string;
  readonly greatest?: DecodedImage['greatest'];
  readonly labels?: Mask['labels'];
}

export function traitsOf(id: string, image: DecodedImage | null, mask: Mask | null): PixelTraits {
  return { id, greatest: image?.greatest, labels: mask?.labels };
}

/** What can be trained on, and is probably not what is meant, in the order of the ids. */
export function pixelWarnings(traits: readonly PixelTraits[]): DataWarning[] {
  const ordered = [...traits].sort(({ id: a }, { id: b }) => (a < b ? -1 : a > b ? 1 : 0));
  return [...dimImages(ordered), ...maskLabels(ordered)];
}

/** A single image may be dark for good reason, most of them are not. */
function dimImages(traits: readonly PixelTraits[]): DataWarning[] {
  const wide = traits.flatMap(({ id, greatest }) => (greatest === undefined ? [] : [{ id, greatest }]));
  const dim = wide.filter(({ greatest }) => isDim(greatest));
  const [first] = dim;
  if (first === undefined || 2 * dim.length <= wide.length) return [];
  const greatest = dim.reduce((most, one) => Math.max(most, one.greatest), 0);
  const message =
    `${dim.length} of ${plural(wide.length, 'image')} of 16 bits (for instance ${first.id}) ${dim.length === 1 ? 'has' : 'have'} ` +
    `no value above ${greatest}. ${dimAdvice(greatest)}`;
  return [{ code: 'dim', message }];
}

function maskLabels(traits: readonly PixelTraits[]): DataWarning[] {
  const labelled = traits.flatMap(({ id, labels }) => (labels === undefined ? [] : [{ id, labels }]));
  const [first] = labelled;
  if (first === undefined) return [];
  const named = (isForeground: boolean) => listed(first.labels.filter((one) => one.isForeground === isForeground));
  const message =
    `Masks of ${plural(labelled.length, 'image')} have more than two values, for instance that of ${first.id}: ${listed(first.labels)}. ` +
    `Foreground is above half of the greatest, so ${named(true)} there, and background ${named(false)}; more is not told apart. ` +
    'Save masks of two values, 0 and 255, of what is to be found.';
  return [{ code: 'mask-values', message }];
}

function listed(labels: readonly MaskLabel[]): string {
  const values = labels.map(({ value }) => value);
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
