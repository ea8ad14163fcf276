/** The live webview: every message changes the model at once; what is shown follows once per animation frame. */
import 'uplot/dist/uPlot.min.css';
import '../theme.css';
import './live.css';
import { button, element, fill } from '../element';
import { connect } from '../host';
import type { FromLive, ToLive } from '../messages';
import type { Emphasis } from './chart';
import { Header } from './header';
import { Legend } from './legend';
import {
  changedTasks,
  initializationsOf,
  isSameLayout,
  type LiveModel,
  receive,
  runsOf,
  sectionsOf,
} from './live-model';
import { onThemeChange, readPalette } from './palette';
import { Row } from './row';
import { parseViewState } from './view-state';

const host = connect<ToLive, FromLive>((message) => {
  if (message.type === 'reveal') revealed = message;
  else model = receive(model, message);
  requestFrame();
});

let model: LiveModel | null = null;
let drawn: LiveModel | null = null;
let rows: readonly Row[] = [];
let revealed: Extract<ToLive, { type: 'reveal' }> | null = null;
let frame = 0;
let emphasisChanged = false;

const kept = parseViewState(host.kept);
const hidden = new Set(kept.hidden);
const folded = new Set(kept.folded);
/** Singled out by a reveal until the reader asks for all again; the pointer on the legend goes before it. */
let focused: string | null = null;
let pointed: string | null = null;

const run = () => host.post({ type: 'run' });
const header = new Header({
  run,
  stop: () => host.post({ type: 'stop' }),
  showResults: () => host.post({ type: 'showResults' }),
});
const legend = new Legend({
  toggle: (initialization) => {
    if (!hidden.delete(initialization)) hidden.add(initialization);
    if (focused === initialization) focused = null;
    choose();
  },
  point: (initialization) => {
    pointed = initialization !== null && hidden.has(initialization) ? null : initialization;
    requestEmphasis();
  },
  showAll: () => {
    hidden.clear();
    focused = null;
    choose();
  },
  hideAll: () => {
    for (const initialization of model === null ? [] : initializationsOf(model)) hidden.add(initialization);
    choose();
  },
});
const empty = element('section', { class: 'empty' });
const rowsRoot = element('div', { class: 'rows' });
const root = element('main', {}, header.root, legend.root, empty, rowsRoot);

function requestFrame(): void {
  if (frame === 0) frame = requestAnimationFrame(draw);
}

function draw(): void {
  frame = 0;
  if (model === null) return;
  if (drawn === null || !isSameLayout(drawn, model)) layOut(model);
  const changed = drawn === null ? null : changedTasks(drawn, model);
  if (revealed !== null) focus(revealed.initialization);
  if (emphasisChanged) emphasize(model);
  for (const row of rows) if (changed === null || changed.has(row.task)) row.showRuns(runsOf(model, row.task));
  drawn = model;
  header.show(model);
  showEmpty(model);
  if (revealed !== null) scrollTo(revealed.task);
  revealed = null;
}

/** Rebuilds the rows, after which everything counts as changed. */
function layOut(next: LiveModel): void {
  for (const row of rows) row.destroy();
  const palette = readPalette();
  rows = sectionsOf(next).map((section) => {
    const row = new Row(section, initializationsOf(next), palette, !folded.has(section.task ?? ''));
    row.root.addEventListener('toggle', () => {
      if (row.root.open) folded.delete(section.task ?? '');
      else folded.add(section.task ?? '');
      keep();
    });
    return row;
  });
  fill(rowsRoot, ...rows.map((row) => row.root));
  drawn = null;
  emphasisChanged = true;
}

/** After a choice that a reload must not lose. */
function choose(): void {
  keep();
  requestEmphasis();
}

function requestEmphasis(): void {
  emphasisChanged = true;
  requestFrame();
}

function emphasize(shown: LiveModel): void {
  emphasisChanged = false;
  legend.show(initializationsOf(shown), { hidden, focused });
  const emphasis: Emphasis = { hidden, focused: pointed ?? focused };
  for (const row of rows) row.emphasize(emphasis);
}

function keep(): void {
  host.keep({ hidden: [...hidden], folded: [...folded] });
}

function showEmpty({ runs, runner }: LiveModel): void {
  const begun = runner.running || [...runs.values()].some(({ epochs }) => epochs.length > 0);
  empty.hidden = begun;
  legend.root.hidden = !begun;
  rowsRoot.hidden = !begun;
  if (begun || empty.childElementCount > 0) return;
  if (runs.size === 0) {
    fill(
      empty,
      element('p', {}, 'This spec plans no runs yet. Give it tasks and initializations, and they appear here.'),
    );
    return;
  }
  fill(
    empty,
    element('p', {}, 'Nothing has run yet. Once it does, losses and scores of every run are drawn here as they train.'),
    button('Run the experiment', run, { class: 'primary' }),
  );
}

function focus(initialization: string): void {
  focused = initialization;
  if (hidden.delete(initialization)) keep();
  emphasisChanged = true;
}

function scrollTo(task: string): void {
  // The legend stays on top and may take several lines.
  document.documentElement.style.scrollPaddingTop = `${legend.root.offsetHeight + 12}px`;
  rows.find((row) => row.task === task)?.reveal();
}

document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || focused === null) return;
  focused = null;
  requestEmphasis();
});
onThemeChange(() => {
  const palette = readPalette();
  for (const row of rows) row.restyle(palette);
});
document.body.append(root);
host.post({ type: 'ready' });
