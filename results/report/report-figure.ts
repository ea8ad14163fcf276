/** A figure of the report, for wide and for narrow windows: the stylesheet shows the one that fits, as text that is scaled down cannot be read. */
import { NARROW, WIDE } from '../figures/width';
import { type Markup, markup } from '../markup';

export function reportFigure(draw: (width: number) => Markup): Markup {
  return markup`<div class="for-wide">
${draw(WIDE)}
</div>
<div class="for-narrow">
${draw(NARROW)}
</div>`;
}
