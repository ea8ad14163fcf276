/** The paper's figure of methods against a reference: its mean as a line, its spread as a band, and a sign for every comparison. */
import { markup } from '../markup';
import type { Figure } from './figure';
import { labelWidth } from './label';
import { errorBar, type Panel, panels, slanted } from './panels';
import { round } from './scale';

export interface Method {
  readonly label: string;
  /** In [0, 1]. */
  readonly mean: number;
  readonly sd: number | null;
  /** `n.s.`, `*`, `**`, `***`; empty for worse, as in the paper, and for what is not tested. */
  readonly sign: string;
  readonly verdict: 'better' | 'worse' | 'undecided';
  /** A published sign that the published numbers do not bear out. */
  readonly disputed: boolean;
}

export interface MethodPanel {
  readonly heading: string;
  readonly reference: { readonly label: string; readonly mean: number; readonly sd: number | null } | null;
  readonly methods: readonly Method[];
}

const SIGNS =
  'Line and band: mean ± standard deviation of the reference. Better than it: * p < 0.05, ** p < 0.01, *** p < 0.001, >*** p < 0.0001; n.s. not significantly different; no sign, worse.';

const STEP = 31;
const HEIGHT = 180;
const SLANT = 0.62;

export function methods(title: string, list: readonly MethodPanel[], note: string): Figure {
  const most = Math.max(1, ...list.map((panel) => panel.methods.length));
  const longest = Math.max(0, ...list.flatMap((panel) => panel.methods.map(({ label }) => labelWidth(label))));
  const heads = list.map(({ heading, reference }) => labelWidth(heading) + labelWidth(referenceText(reference)) + 24);
  const width = Math.round(Math.max(160, most * STEP, ...heads));
  const size = { width, height: HEIGHT, below: Math.round(longest * SLANT) + 34 };
  return {
    title,
    note: `${SIGNS} ${note}`.trim(),
    ...panels(
      list.map((panel) => draw(panel, width)),
      size,
      2,
    ),
  };
}

function draw({ heading, reference, methods: all }: MethodPanel, width: number): Panel {
  const spread = ({ mean, sd }: { mean: number; sd: number | null }) => [mean - (sd ?? 0), mean + (sd ?? 0)];
  const values = [...(reference ? spread(reference) : []), ...all.flatMap(spread)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = width / Math.max(1, all.length);
  return {
    heading,
    // Room above for the signs.
    extent: [...values, most + 0.12 * (most - least)],
    marks: (scale) =>
      markup`${
        reference &&
        markup`<rect class="band" x="0" y="${scale.at(reference.mean + (reference.sd ?? 0))}" width="${width}" height="${round(scale.at(reference.mean - (reference.sd ?? 0)) - scale.at(reference.mean + (reference.sd ?? 0)))}"/>
<path class="reference" d="M0 ${scale.at(reference.mean)}H${width}"/>
<text class="small best" text-anchor="end" x="${width}" y="-14">${referenceText(reference)}</text>
`
      }${all.map(({ label, mean, sd, sign, verdict, disputed }, index) => {
        const x = round((index + 0.5) * step);
        return markup`${errorBar(x, mean, sd, scale, 4)}<circle class="${verdict}" cx="${x}" cy="${scale.at(mean)}" r="4.5"/>
<text class="small ${disputed ? 'disputed' : verdict}" text-anchor="middle" x="${x}" y="${round(scale.at(mean + (sd ?? 0)) - 6)}">${sign}</text>
${slanted(label, x + 4, HEIGHT + 14)}`;
      })}`,
  };
}

/** Beside the heading: what the line and the band are. */
function referenceText(reference: MethodPanel['reference']): string {
  return reference === null ? '' : `- - ${reference.label} ± sd`;
}
