/** What a bench found: as a table for the terminal and for docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { BenchCase } from './cases';
import type { DuelResult } from './duel';
import { geometricMean, type Spread } from './spread';

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

function withSpread({ median, lower, upper }: Spread): string {
  return `${median.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
}

/** Images a second: median (quartiles). */
function throughput(batch: number, { median, lower, upper }: Spread): string {
  const [middle, low, high] = [median, upper, lower].map((milliseconds) => ((batch * 1000) / milliseconds).toFixed(1));
  return `${middle} (${low} to ${high})`;
}

export function textTable(results: BenchResults): string {
  const table = [HEADER, ...rows(results)];
  const widths = HEADER.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->'];

/** Puts the table between the page's marks. */
export function writePerformancePage(file: string, results: BenchResults): void {
  const page = readFileSync(file, 'utf8');
  const { processor, threads, node } = results.machine;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [HEADER, HEADER.map(() => '---'), ...rows(results)].map(line).join('\n');
  const text = `${BEGIN}\n${results.date}, ${processor}, ${threads} threads, Node ${node}:\n\n${table}\n${END}`;
  writeFileSync(file, page.slice(0, page.indexOf(BEGIN)) + text + page.slice(page.indexOf(END) + END.length));
}
