/** A sample of an initialization's line, as it stands beside its name. */
import type { SeriesStyle } from './series-style';

const SVG = 'http://www.w3.org/2000/svg';

export function swatch({ color, dash }: SeriesStyle): SVGElement {
  const sample = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'line');
  sample.setAttribute('viewBox', '0 0 24 8');
  sample.setAttribute('class', `swatch series-${color}`);
  sample.setAttribute('aria-hidden', 'true');
  for (const [name, value] of Object.entries({ x1: 1, x2: 23, y1: 4, y2: 4, 'stroke-dasharray': dash.join(' ') })) {
    line.setAttribute(name, String(value));
  }
  sample.append(line);
  return sample;
}
