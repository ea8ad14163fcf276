/** What the two sides made of the matrix: scores beside each other, and the time each took. */
import { mean, standardDeviation } from '../statistics/describe';
import { welch } from '../statistics/welch';

export interface MatrixScore {
  readonly task: string;
  readonly initialization: string;
  /** In [0, 1]. */
  readonly value: number;
}

export interface MatrixSide {
  readonly seconds: number;
  readonly scores: readonly MatrixScore[];
}

export interface MatrixResult {
  readonly ours: MatrixSide;
  readonly peer: MatrixSide;
}

const HEADER = ['task', 'initialization', 'PyTorch', 'Warmstart', 'difference', 'within the spread', "Welch's p"];

/** A row for each task and initialization, in the order in which they were trained. */
export function matrixRows({ ours, peer }: MatrixResult): string[][] {
  const keys = new Map(ours.scores.map((score) => [`${score.task}\n${score.initialization}`, score]));
  const rows = [...keys.values()].map(({ task, initialization }) => {
    const percentOf = ({ scores }: MatrixSide) => {
      const runs = scores.filter((score) => score.task === task && score.initialization === initialization);
      const values = runs.map(({ value }) => 100 * value);
      return { values, mean: mean(values), sd: standardDeviation(values, 1) };
    };
    const [theirs, own] = [percentOf(peer), percentOf(ours)];
    const difference = own.mean - theirs.mean;
    const agrees = Math.abs(difference) <= own.sd + theirs.sd ? 'yes' : 'NO';
    const { p } = welch(own.values, theirs.values, 'two-sided');
    return [task, initialization, spread(theirs), spread(own), difference.toFixed(2), agrees, p.toFixed(2)];
  });
  return [HEADER, ...rows];
}

export function timeLine({ ours, peer }: MatrixResult): string {
  const [theirs, own] = [peer.seconds.toFixed(0), ours.seconds.toFixed(0)];
  return `From spec to table: PyTorch ${theirs} s, Warmstart ${own} s, ratio ${(peer.seconds / ours.seconds).toFixed(2)}.`;
}

function spread({ mean, sd }: { mean: number; sd: number }): string {
  return `${mean.toFixed(2)} ± ${sd.toFixed(2)}`;
}
