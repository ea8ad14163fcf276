/** Demsar's figure of mean ranks (2006): initializations on one axis, those that are not shown to differ joined by bars. */
import { type Markup, markup } from '../markup';
import type { OverTasks } from '../over-tasks';
import { overTasksNote, rankText } from '../over-tasks-text';
import type { Table } from '../table';
import type { Figure } from './figure';
import { label, labelWidth } from './label';
import { round } from './scale';

const WIDTH = 720;
const SIDE = 16;
const LONGEST_LABEL = 180;
/** Between a name and its line. */
const GAP = 8;
/** Room on a line for its mean rank. */
const RANK = 36;
/** Least distance of numbers on the axis. */
const TICK = 18;
/** Heights of the line that shows the critical difference, and of the axis. */
const CRITICAL = 30;
const AXIS = 72;
const GROUP = 10;
/** Of a bar beyond its first and last line: enough to see that it meets them, too little to reach the next. */
const OVERHANG = 1.5;
const ROW = 24;

export function criticalDifferenceFigure(ranked: OverTasks, { name, statistics }: Table): Figure {
  const { ranking, groups, criticalDifference } = ranked;
  const onLeft = Math.ceil(ranking.length / 2);
  const leftEnd = SIDE + widest(ranking.slice(0, onLeft)) + GAP;
  const rightEnd = WIDTH - SIDE - widest(ranking.slice(onLeft)) - GAP;
  const [left, right] = [leftEnd + RANK, rightEnd - RANK];
  const at = (rank: number) => round(left + ((rank - 1) / (ranking.length - 1)) * (right - left));
  const firstRow = AXIS + (groups.length + 1) * GROUP + ROW / 2;
  const ticks = ranking.map((_, index) => index + 1);
  const step = [1, 2, 5, 10].find((ranks) => ranks * (at(2) - at(1)) >= TICK) ?? 20;
  return {
    title: `${name}: mean ranks over ${ranked.tasks.length} tasks`,
    note: overTasksNote(ranked, statistics),
    width: WIDTH,
    height: firstRow + onLeft * ROW,
    body: markup`<path class="axis" d="M${at(1)} ${CRITICAL - 4}v8m0 -4H${at(1 + criticalDifference)}m0 -4v8"/>
<text class="small" text-anchor="middle" x="${round((at(1) + at(1 + criticalDifference)) / 2)}" y="${CRITICAL - 8}">CD = ${rankText(criticalDifference)}</text>
<path class="axis" d="M${left} ${AXIS}H${right}${ticks.map((rank) => `M${at(rank)} ${AXIS}v-5`).join('')}"/>
${ticks.filter((rank) => (rank - 1) % step === 0).map((rank) => markup`<text class="tick" text-anchor="middle" x="${at(rank)}" y="${AXIS - 10}">${rank}</text>\n`)}${ranking.map(
  ({ initialization, meanRank }, place) => {
    const isLeft = place < onLeft;
    const y = firstRow + (isLeft ? place : ranking.length - 1 - place) * ROW;
    return entry(initialization, meanRank, at(meanRank), y, isLeft ? leftEnd : rightEnd, isLeft);
  },
)}${groups.map(
  ([first, last], index) =>
    markup`<path class="group" d="M${round(at(ranking[first]!.meanRank) - OVERHANG)} ${AXIS + (index + 1) * GROUP}H${round(at(ranking[last]!.meanRank) + OVERHANG)}"/>\n`,
)}`,
  };
}

function widest(list: OverTasks['ranking']): number {
  return Math.round(Math.min(LONGEST_LABEL, Math.max(...list.map(({ initialization }) => labelWidth(initialization)))));
}

/** A line from the axis down and aside to the name, with the mean rank on it. */
function entry(name: string, meanRank: number, x: number, y: number, end: number, isLeft: boolean): Markup {
  const inwards = isLeft ? 1 : -1;
  const [outer, inner] = isLeft ? ['end', 'start'] : ['start', 'end'];
  return markup`<path class="axis" d="M${x} ${AXIS}V${y}H${end}"/>
<text text-anchor="${outer}" x="${end - inwards * GAP}" y="${y + 4}">${label(name, LONGEST_LABEL)}</text>
<text class="tick small" text-anchor="${inner}" x="${end + inwards * 2}" y="${y - 4}">${rankText(meanRank)}</text>
`;
}
