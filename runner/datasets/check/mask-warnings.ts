import type { DataWarning, ForegroundReport } from './dataset-report';
import type { MaskContent } from './look-at-content';

/** Retinal vessels cover about a tenth of a photograph, its field of view more than half. */
const MOST_VESSELS = 0.3;

/** Above this share of pixels on which all masks agree, they tell nothing about their images. */
const SAME = 0.95;

/** Fewer masks may be alike by chance. */
const FEWEST_MASKS = 5;

export function foregroundOf(masks: readonly MaskContent[]): ForegroundReport | null {
  if (masks.length === 0) return null;
  const shares = masks.map(({ share }) => share).sort((a, b) => a - b);
  const empty = shares.filter((share) => share === 0).length;
  return {
    masks: masks.length,
    least: shares[0]!,
    median: shares[shares.length >> 1]!,
    greatest: shares.at(-1)!,
    empty,
  };
}

/** Masks that are probably not what a network should learn. @param dataset name in the catalog, where it has one */
export function maskWarnings(masks: readonly MaskContent[], dataset: string): DataWarning[] {
  const foreground = foregroundOf(masks);
  if (foreground === null) return [];
  const { median, empty } = foreground;
  const percent = `${Math.round(100 * median)} %`;
  const warnings: DataWarning[] = [];
  if (empty === masks.length) {
    const message = `All ${masks.length} masks that were looked at are empty.`;
    warnings.push({ code: 'foreground', message });
  }
  if (dataset === 'drive' && median > MOST_VESSELS) {
    const message =
      `The masks cover ${percent} of their images, and vessels cover about 10 %: they are probably the field of view ` +
      '(mask/), not the vessels (1st_manual/).';
    warnings.push({ code: 'foreground', message });
  } else if (median > 0.9) {
    const message = `The masks cover ${percent} of their images; foreground and background may be the wrong way round.`;
    warnings.push({ code: 'foreground', message });
  }
  if (masks.length >= FEWEST_MASKS && median > 0 && agreement(masks) > SAME) {
    const message =
      'The masks hardly differ from image to image, as those of a camera’s field of view do (DRIVE’s mask/); ' +
      'a network would learn nothing of the image.';
    warnings.push({ code: 'same-masks', message });
  }
  return warnings;
}

/** Share of the pixels, of those that are foreground in any mask, on which nearly all masks agree. */
function agreement(masks: readonly MaskContent[]): number {
  const counts = new Uint32Array(masks[0]!.sketch.length);
  for (const { sketch } of masks) for (let i = 0; i < counts.length; i++) counts[i]! += sketch[i]!;
  const any = counts.filter((count) => count > 0);
  return any.filter((count) => count >= SAME * masks.length).length / any.length;
}
