/** Text in figures, whose width must be known before anything is drawn. */
import stringWidth from 'string-width';
import { type Markup, markup } from '../markup';

/** Width of an average bold character at the figures' font size of 13 in a wide font, in user units. */
const CHARACTER = 8.3;

/** Estimate of the width of `text`, in user units. */
export function labelWidth(text: string): number {
  return stringWidth(text) * CHARACTER;
}

/** The text, cut with an ellipsis to fit `width`; the whole of it is then its tooltip. */
export function label(text: string, width: number): Markup {
  if (labelWidth(text) <= width) return markup`${text}`;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (labelWidth(`${kept}${segment}…`) > width) break;
    kept += segment;
  }
  return markup`<title>${text}</title>${kept}…`;
}
