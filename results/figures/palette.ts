/** Colours of figures and pages, in light and dark; after Okabe and Ito, told apart by colour-blind readers. */

export interface Palette {
  readonly ground: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly best: string;
  readonly worse: string;
  readonly equivalent: string;
  readonly undecided: string;
  /** Lies behind what is not significantly different. */
  readonly tint: string;
  readonly series: readonly string[];
}

export const LIGHT: Palette = {
  ground: '#ffffff',
  raised: '#f6f7f9',
  line: '#d9dde3',
  text: '#1b1f24',
  quiet: '#57606a',
  best: '#0a58a6',
  worse: '#a8470b',
  equivalent: '#00705a',
  undecided: '#57606a',
  tint: '#e4eefa',
  series: ['#0a6ab4', '#c24e00', '#00806a', '#a44a86', '#8a6d00', '#3f7fae', '#5b5b5b', '#7a3b9e'],
};

export const DARK: Palette = {
  ground: '#14171b',
  raised: '#1d2127',
  line: '#353b44',
  text: '#e7eaee',
  quiet: '#a3acb7',
  best: '#74b6ff',
  worse: '#ff9e5e',
  equivalent: '#45cfa9',
  undecided: '#a3acb7',
  tint: '#1f2d3f',
  series: ['#5aa9f0', '#ff8f45', '#35c9a1', '#e58fc8', '#e5c33c', '#8fd0f5', '#b5b5b5', '#c39af0'],
};
