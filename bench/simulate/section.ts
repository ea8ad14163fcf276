/** A table of rates: one experiment per number. */
import type { Experiment } from './experiment';
import type { Limit, Rate } from './rate';
import { isBeyond, rateText } from './rate';

export interface Section {
  /** Its mark in docs/statistics.md; what `--only` looks for. */
  readonly name: string;
  readonly title: string;
  /** Draws of each number. */
  readonly draws: number;
  /** null where nothing is promised. */
  readonly limit: Limit | null;
  /** Headings of a row's labels. In a figure, the first label is the panel and the second the place across. */
  readonly labels: readonly string[];
  /** Headings of a row's numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Whether docs/images has a figure of it, too. */
  readonly drawn: boolean;
}

export interface Row {
  readonly labels: readonly string[];
  readonly experiments: readonly Experiment[];
}

/** By row and column. */
export type Rates = readonly (readonly Rate[])[];

/** Header first. Rates beyond the limit stand out by `emphasis`. */
export function sectionTable(section: Section, rates: Rates, emphasis: (text: string) => string): string[][] {
  return [
    [...section.labels, ...section.columns],
    ...section.rows.map(({ labels }, row) => [
      ...labels,
      ...rates[row]!.map((rate) => (isBeyond(rate, section.limit) ? emphasis(rateText(rate)) : rateText(rate))),
    ]),
  ];
}
