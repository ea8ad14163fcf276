/** Panels in rows, each with a vertical axis in percent: what bars and methods are drawn in. */
import { type Markup, markup } from '../markup';
import { percent } from '../numbers';
import { linearScale, round, type Scale } from './scale';

export interface PanelSize {
  /** Of the plot, without axis and labels. */
  readonly width: number;
  readonly height: number;
  /** Room below the plot. */
  readonly below: number;
}

export interface Panel {
  readonly heading: string;
  /** What must lie within the axis, as shares. */
  readonly extent: readonly number[];
  /** Marks within a plot whose left upper corner is the origin. */
  readonly marks: (scale: Scale) => Markup;
}

const LEFT = 50;
const TOP = 34;
const GAP = 24;

/** In as few rows as `most` panels a row allow, of about equal length. */
export function panels(list: readonly Panel[], size: PanelSize, most: number) {
  const across = Math.ceil(list.length / Math.max(1, Math.ceil(list.length / most))) || 1;
  const [width, height] = [LEFT + size.width + GAP, TOP + size.height + size.below];
  return {
    width: across * width,
    height: Math.ceil(list.length / across) * height,
    body: markup`${list.map(
      (panel, index) =>
        markup`<g transform="translate(${(index % across) * width + LEFT} ${Math.floor(index / across) * height + TOP})">
${onePanel(panel, size)}</g>\n`,
    )}`,
  };
}

function onePanel({ heading, extent, marks }: Panel, { width, height }: PanelSize): Markup {
  const scale = linearScale(extent, height, 0, 5);
  return markup`<text class="heading" x="0" y="-14">${heading}</text>
${scale.ticks.map(
  (tick) =>
    markup`<path class="grid" d="M0 ${scale.at(tick)}H${width}"/><text class="tick" text-anchor="end" x="-6" y="${round(scale.at(tick) + 4)}">${percent(tick, Math.max(0, scale.decimals - 2))}</text>\n`,
)}<path class="axis" d="M0 0V${height}H${width}"/>
${marks(scale)}`;
}

/** A bar from mean - sd to mean + sd, with caps. */
export function errorBar(x: number, mean: number, sd: number | null, { at }: Scale, cap: number): Markup | null {
  if (sd === null) return null;
  const [top, bottom] = [at(mean + sd), at(mean - sd)];
  return markup`<path class="spread" d="M${x} ${top}V${bottom}M${x - cap} ${top}h${2 * cap}M${x - cap} ${bottom}h${2 * cap}"/>\n`;
}

/** Text below the plot that runs up to `x`, slanted so that neighbours do not meet. */
export function slanted(text: string, x: number, y: number): Markup {
  return markup`<text class="small" text-anchor="end" transform="translate(${round(x)} ${y}) rotate(-40)">${text}</text>\n`;
}
