/** The values at one epoch of a chart, in a small table that follows the mouse, or the arrow keys. */
import type uPlot from 'uplot';
import { element, fill } from '../element';
import type { InitializationCurves } from './curves';
import type { SeriesStyle } from './series-style';
import { swatch } from './swatch';

export interface CursorSource {
  readonly curves: readonly InitializationCurves[];
  write(value: number): string;
  styleOf(initialization: string): SeriesStyle;
}

export interface ChartCursor {
  /** Writes the values again after the curves have changed. */
  refresh(): void;
}

/** More rows than this hide the chart. */
const ROWS = 8;
/** From the cursor, in CSS pixels. */
const DISTANCE = 14;

export function cursorTable(plot: uPlot, host: HTMLElement, source: () => CursorSource): ChartCursor {
  const table = element('div', { class: 'cursor-table', hidden: true, 'aria-live': 'polite' });
  plot.over.append(table);
  let watched = false;

  const refresh = () => {
    const { idx, left } = plot.cursor;
    const epoch = idx == null ? undefined : plot.data[0][idx];
    const rows = epoch === undefined || !watched || left == null || left < 0 ? [] : rowsAt(epoch, plot, source());
    table.hidden = rows.length === 0;
    if (rows.length === 0) return;
    fill(table, element('p', {}, `Epoch ${epoch}`), ...rows);
    const fits = left! + DISTANCE + table.offsetWidth <= plot.over.clientWidth;
    table.style.left = `${Math.max(0, fits ? left! + DISTANCE : left! - DISTANCE - table.offsetWidth)}px`;
  };
  const watch = (now: boolean) => () => {
    watched = now;
    refresh();
  };
  plot.hooks.setCursor = [...(plot.hooks.setCursor ?? []), refresh];
  host.addEventListener('mouseenter', watch(true));
  host.addEventListener('mouseleave', watch(false));
  host.addEventListener('focus', watch(true));
  host.addEventListener('blur', watch(false));
  host.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || plot.data[0].length === 0) return;
    event.preventDefault();
    const last = plot.data[0].length - 1;
    const index = Math.min(last, Math.max(0, (plot.cursor.idx ?? (step > 0 ? -1 : last + 1)) + step));
    plot.setCursor({ left: plot.valToPos(plot.data[0][index]!, 'x'), top: plot.over.clientHeight / 2 });
  });
  return { refresh };
}

/** The values nearest to the cursor, highest first; the others are counted. */
function rowsAt(epoch: number, plot: uPlot, { curves, write, styleOf }: CursorSource): HTMLElement[] {
  const aim = plot.posToVal(plot.cursor.top ?? 0, 'y');
  const all = curves.flatMap(({ initialization, means, n }) => {
    const point = means.find((one) => one.epoch === epoch);
    return point === undefined ? [] : [{ initialization, n, ...point }];
  });
  const near = all.toSorted((a, b) => Math.abs(a.mean - aim) - Math.abs(b.mean - aim)).slice(0, ROWS);
  const rows = near
    .toSorted((a, b) => b.mean - a.mean)
    .map(({ initialization, mean, low, high, n }) =>
      element(
        'p',
        {},
        swatch(styleOf(initialization)),
        element('span', { class: 'name' }, initialization),
        element('b', {}, write(mean)),
        n > 1 && element('small', {}, `${write(low)} to ${write(high)}`),
      ),
    );
  return all.length > near.length ? [...rows, element('p', {}, `and ${all.length - near.length} more`)] : rows;
}
