/** One chart: the curves of every initialization for one measure. uPlot brings axes, mean lines and the cursor. */
import uPlot from 'uplot';
import { element } from '../element';
import { type ChartCursor, cursorTable } from './chart-cursor';
import { chartText, columnsOf, epochRange, valueRange, writeLoss, writeShare } from './chart-data';
import type { InitializationCurves } from './curves';
import { drawEnd, drawRuns, type Look } from './draw-runs';
import type { Palette } from './palette';
import { seriesStyle } from './series-style';

export interface ChartSettings {
  /** For instance `Validation AUC`. */
  readonly heading: string;
  /** `share`: in [0, 1], shown in percent. */
  readonly unit: 'share' | 'loss';
  /** Charts of one group share their cursor. */
  readonly group: string;
  readonly initializations: readonly string[];
}

/** What is singled out or switched off. */
export interface Emphasis {
  readonly hidden: ReadonlySet<string>;
  readonly focused: string | null;
}

const HEIGHT = 210;
/** Strength of what is not singled out. */
const FAINT = 0.18;
/** With more initializations than this, bands and single runs step back behind the means. */
const CROWD = 6;
const LIMITS = { share: [0, 1], loss: [0, Number.POSITIVE_INFINITY] } as const;

export class Chart {
  readonly root: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #plot: uPlot;
  readonly #settings: ChartSettings;
  readonly #cursor: ChartCursor;
  readonly #resize: ResizeObserver;
  #curves: readonly InitializationCurves[] = [];
  #emphasis: Emphasis = { hidden: new Set(), focused: null };
  #palette: Palette;

  constructor(settings: ChartSettings, palette: Palette) {
    this.#settings = settings;
    this.#palette = palette;
    this.#canvas = element('div', {
      class: 'canvas',
      role: 'group',
      'aria-roledescription': 'chart',
      'aria-label': settings.heading,
      tabindex: 0,
    });
    this.root = element('figure', { class: 'chart' }, element('figcaption', {}, headingOf(settings)), this.#canvas);
    this.#plot = new uPlot(this.#options(), [[], ...settings.initializations.map(() => [])], this.#canvas);
    this.#cursor = cursorTable(this.#plot, this.#canvas, () => ({
      curves: this.#visible(),
      write: this.#write,
      styleOf: (initialization) => seriesStyle(settings.initializations.indexOf(initialization)),
    }));
    this.#resize = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry!.contentRect.width);
      if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
    });
    this.#resize.observe(this.#canvas);
  }

  show(curves: readonly InitializationCurves[], plannedEpochs: number, emphasis: Emphasis): void {
    this.#curves = curves;
    this.#emphasis = emphasis;
    const { epochs, means } = columnsOf(curves);
    const visible = this.#visible();
    const [first, last] = epochRange(curves, plannedEpochs);
    const [low, high] = valueRange(visible, LIMITS[this.#settings.unit]);
    this.#plot.batch(() => {
      for (const [index, { initialization }] of curves.entries()) {
        const series = this.#plot.series[index + 1]!;
        series.alpha = this.#strength(initialization);
        const show = !emphasis.hidden.has(initialization);
        if (series.show !== show) this.#plot.setSeries(index + 1, { show });
      }
      this.#plot.setData([[...epochs], ...means.map((column) => [...column])], false);
      this.#plot.setScale('x', { min: first, max: last });
      this.#plot.setScale('y', { min: low, max: high });
    });
    this.#canvas.setAttribute('aria-label', chartText(this.#settings.heading, visible, this.#write));
    this.#cursor.refresh();
  }

  restyle(palette: Palette): void {
    this.#palette = palette;
    this.#plot.redraw(false, true);
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#plot.destroy();
    this.root.remove();
  }

  #visible(): readonly InitializationCurves[] {
    return this.#curves.filter(({ initialization }) => !this.#emphasis.hidden.has(initialization));
  }

  readonly #write = (value: number): string => (this.#settings.unit === 'share' ? writeShare(value) : writeLoss(value));

  #strength(initialization: string): number {
    const { focused } = this.#emphasis;
    return focused === null || focused === initialization ? 1 : FAINT;
  }

  #look(initialization: string): Look {
    const { color } = seriesStyle(this.#settings.initializations.indexOf(initialization));
    return { color: this.#palette.series[color]!, strength: this.#strength(initialization) };
  }

  #drawBelow(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.beginPath();
    plot.ctx.rect(left, top, width, height);
    plot.ctx.clip();
    const visible = this.#visible();
    const detail = this.#emphasis.focused === null ? Math.min(1, CROWD / visible.length) : 1;
    for (const curves of visible) {
      const { color, strength } = this.#look(curves.initialization);
      drawRuns(plot, curves, { color, strength: strength * detail });
    }
    plot.ctx.restore();
  }

  #options(): uPlot.Options {
    const { initializations, unit, group } = this.#settings;
    const axis: uPlot.Axis = {
      stroke: () => this.#palette.text,
      font: this.#palette.font,
      grid: { stroke: () => this.#palette.grid, width: 1 },
      ticks: { show: false },
    };
    return {
      width: 320,
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 10, 0, 0],
      cursor: { sync: { key: group }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        {
          ...axis,
          size: 22,
          label: 'epoch',
          labelSize: 15,
          labelGap: 0,
          labelFont: this.#palette.font,
          incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500],
        },
        { ...axis, size: 46, values: (_plot, splits) => splits.map((split) => tick(split, splits, unit)) },
      ],
      series: [
        {},
        ...initializations.map((initialization, index) => ({
          stroke: () => this.#look(initialization).color,
          width: 2,
          dash: [...seriesStyle(index).dash],
          points: { show: false },
        })),
      ],
      hooks: {
        drawAxes: [(plot) => this.#drawBelow(plot)],
        draw: [
          (plot) => {
            for (const curves of this.#visible()) drawEnd(plot, curves, this.#look(curves.initialization));
          },
        ],
      },
    };
  }
}

function headingOf({ heading, unit }: ChartSettings): string {
  return unit === 'share' ? `${heading} (%)` : heading;
}

/** With the decimals that tell neighbouring ticks apart. */
function tick(value: number, ticks: readonly number[], unit: ChartSettings['unit']): string {
  const factor = unit === 'share' ? 100 : 1;
  const step = ticks.length > 1 ? (ticks[1]! - ticks[0]!) * factor : 1;
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return (value * factor).toFixed(decimals);
}
