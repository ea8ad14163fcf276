import type { TaskKind } from './spec';

/**
 * Side, in pixels, of the square that images are resized to before anything is cut from them. Segmentation: the network's input.
 * Classification, unless the recipe says otherwise: 256/224 of it, as in the paper (resize to 256 x 256, crop 224), with a border of whole pixels.
 */
export function canvasSide(
  kind: TaskKind,
  { imageSize, resize }: { readonly imageSize: number; readonly resize?: number | null },
): number {
  return kind === 'segmentation' ? imageSize : (resize ?? imageSize + 2 * Math.round(imageSize / 14));
}
