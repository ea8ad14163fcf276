/** Figures come in two widths, in user units that are pixels there, so that text is readable in both. */
export const WIDE = 720;
export const NARROW = 360;

/** Whether a figure has no room for text beside its plot. */
export function isNarrow(width: number): boolean {
  return width < 500;
}
