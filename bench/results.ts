/** What a bench found: as a table for the terminal and for docs/performance.md. */
import type { BenchCase } from './cases';
import type { DuelResult } from './duel';
import { alignedTable, markdownTable, writeSection } from './print-table';
import { geometricMean, type Spread, withSpread } from './spread';

export type CaseResult = BenchCase & DuelResult;

export interface BenchResults {
  readonly date: string;
  readonly machine: { readonly processor: string; readonly threads: number; readonly node: string };
  readonly cases: readonly CaseResult[];
}

const HEADER = ['case', 'PyTorch, images/s', 'Warmstart, images/s', 'ratio', 'memory ratio', 'first step, s'];

function rows({ cases }: BenchResults): string[][] {
  const means = (['train', 'infer'] as const)
    .map((mode) => ({ mode, ratios: cases.filter((each) => each.mode === mode).map(({ ratio }) => ratio.median) }))
    .filter(({ ratios }) => ratios.length > 1)
    .map(({ mode, ratios }) => [`${mode}: geometric mean`, '', '', geometricMean(ratios).toFixed(2), '', '']);
  return [
    ...cases.map(({ name, batch, peer, ours, ratio, memoryRatio }) => [
      name,
      throughput(batch, peer.stepMilliseconds),
      throughput(batch, ours.stepMilliseconds),
      withSpread(ratio),
      withSpread(memoryRatio),
      `${peer.startSeconds.median.toFixed(1)} : ${ours.startSeconds.median.toFixed(1)}`,
    ]),
    ...means,
  ];
}

/** Images a second: median (quartiles). */
function throughput(batch: number, { median, lower, upper }: Spread): string {
  const [middle, low, high] = [median, upper, lower].map((milliseconds) => ((batch * 1000) / milliseconds).toFixed(1));
  return `${middle} (${low} to ${high})`;
}

export function textTable(results: BenchResults): string {
  return alignedTable([HEADER, ...rows(results)]);
}

/** Puts the table into the docs. */
export function writePerformancePage(file: string, results: BenchResults): void {
  const { processor, threads, node } = results.machine;
  const machine = `${results.date}, ${processor}, ${threads} threads, Node ${node}:`;
  writeSection(file, 'bench', `${machine}\n\n${markdownTable([HEADER, ...rows(results)])}`);
}
