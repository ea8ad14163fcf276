import type { TensorStatistics } from '../../statistics/tensor-statistics';
import { setAttributes } from '../element';
import { countText, numberText } from './text';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, AXIS] = [480, 96, 18];

/** Bars over the range of a tensor's values, with both ends named. */
export function histogram({ histogram: counts, minimum, maximum }: TensorStatistics): SVGSVGElement {
  const highest = Math.max(...counts);
  const step = WIDTH / counts.length;
  const bars = counts.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(1, (count / highest) * HEIGHT);
    return shape('rect', { x: index * step, y: HEIGHT - height, width: step - 1, height });
  });
  const label = `Histogram from ${numberText(minimum)} to ${numberText(maximum)}; the fullest of ${counts.length} bins has ${countText(highest)} values`;
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT + AXIS}`, role: 'img', 'aria-label': label });
  const line = shape('line', { x1: 0, x2: WIDTH, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 });
  svg.append(...bars, line, end(0, 'start', minimum), end(WIDTH, 'end', maximum), ...zero(minimum, maximum));
  return svg;
}

function end(x: number, anchor: 'start' | 'middle' | 'end', value: number | null): SVGElement {
  const text = shape('text', { x, y: HEIGHT + AXIS - 4, 'text-anchor': anchor });
  text.textContent = numberText(value);
  return text;
}

/** Where zero lies, unless it would run into the ends. */
function zero(minimum: number | null, maximum: number | null): SVGElement[] {
  if (minimum === null || maximum === null || minimum >= 0 || maximum <= 0) return [];
  const x = (WIDTH * -minimum) / (maximum - minimum);
  return x > 0.15 * WIDTH && x < 0.85 * WIDTH ? [end(x, 'middle', 0)] : [];
}

function shape<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  return made;
}
