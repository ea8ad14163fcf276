/** What lies below the mean lines: the band from the lowest to the highest run, and every single run. */
import type uPlot from 'uplot';
import type { CurvePoint, InitializationCurves } from './curves';

export interface Look {
  readonly color: string;
  /** In [0, 1]: less for those that are not singled out. */
  readonly strength: number;
}

const BAND = 0.16;
const COUNTED_RUN = 0.4;
const GROWING_RUN = 0.85;
/** Radius in CSS pixels. */
const DOT = 2.5;

export function drawRuns(plot: uPlot, curves: InitializationCurves, { color, strength }: Look): void {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.lineJoin = 'round';
  if (curves.n > 1) {
    ctx.globalAlpha = BAND * strength;
    const upper = curves.means.map(({ epoch, high }) => ({ epoch, value: high }));
    const lower = curves.means.map(({ epoch, low }) => ({ epoch, value: low }));
    ctx.fill(trace(plot, [...upper, ...lower.reverse()]));
  }
  for (const { counted, points } of curves.runs) {
    // One run alone is its own mean.
    if (counted && curves.n === 1) continue;
    ctx.globalAlpha = (counted ? COUNTED_RUN : GROWING_RUN) * strength;
    ctx.stroke(trace(plot, points));
    if (!counted) dot(plot, points.at(-1)!);
  }
  ctx.restore();
}

/** Marks where the mean ends by now, and shows one that has a single epoch. */
export function drawEnd(plot: uPlot, { means }: InitializationCurves, { color, strength }: Look): void {
  const end = means.at(-1);
  if (end === undefined) return;
  plot.ctx.save();
  plot.ctx.fillStyle = color;
  plot.ctx.globalAlpha = strength;
  dot(plot, { epoch: end.epoch, value: end.mean });
  plot.ctx.restore();
}

function trace(plot: uPlot, points: readonly CurvePoint[]): Path2D {
  const path = new Path2D();
  for (const { epoch, value } of points) path.lineTo(plot.valToPos(epoch, 'x', true), plot.valToPos(value, 'y', true));
  return path;
}

function dot({ ctx, valToPos }: uPlot, { epoch, value }: CurvePoint): void {
  ctx.beginPath();
  ctx.arc(valToPos(epoch, 'x', true), valToPos(value, 'y', true), DOT * devicePixelRatio, 0, 2 * Math.PI);
  ctx.fill();
}
