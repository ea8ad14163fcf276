/** The results webview: the table with its marks, what it says in words, and the buttons that take it elsewhere. */
import '../theme.css';
import './results.css';
import { legend } from '../../results/marks';
import { unbroken } from '../../results/numbers';
import type { Table } from '../../results/table';
import {
  WEIGHTS_CAPTION,
  WEIGHTS_HEAD,
  weightsCells,
  weightsRows,
  weightsWarningLines,
} from '../../results/weights-rows';
import { button, element, fill } from '../element';
import { connect } from '../host';
import type { FromResults, ToResults } from '../messages';
import { doneText, timeLeftText } from '../runner-text';
import { Matrix } from './matrix';
import { Tooltip } from './tooltip';

type Results = Extract<ToResults, { type: 'results' }>;

/** How long a notice such as `Copied as LaTeX` stays, in milliseconds. */
const NOTICE = 4000;

const host = connect<ToResults, FromResults>((message) => {
  if (message.type === 'results') show(message);
  else notify(message.what);
});

const tooltip = new Tooltip();
const matrix = new Matrix(tooltip, (task, initialization) => host.post({ type: 'openCurves', task, initialization }));
const title = element('h1');
const state = element('p', { class: 'quiet' });
const run = button('Run', () => host.post({ type: 'run' }), { class: 'primary' });
const exports = element(
  'div',
  { class: 'buttons', role: 'group', 'aria-label': 'Export' },
  button('Copy LaTeX', () => host.post({ type: 'copy', format: 'latex' })),
  button('Copy Markdown', () => host.post({ type: 'copy', format: 'markdown' })),
  button('Copy CSV', () => host.post({ type: 'copy', format: 'csv' })),
  button('Save report…', () => host.post({ type: 'saveReport' })),
);
const problems = element('ul', { class: 'problems', role: 'alert' });
const summary = element('ul', { class: 'summary', 'aria-label': 'Summary' });
const signs = element('p', { class: 'signs' });
const caption = element('p', { class: 'caption', id: 'caption' });
const empty = element('section', { class: 'empty' });
const weights = element('section', { class: 'weights' });
const answer = element('section', {}, summary, matrix.root, signs, caption, weights);
const notice = element('p', { class: 'notice', role: 'status' });
let noticeTimer = 0;

function show({ table, summary: sentences, runner }: Results): void {
  const begun = table.cells.some(({ state }) => state === 'complete' || state === 'partial' || state === 'failed');
  title.textContent = table.name;
  state.textContent = [doneText(runner), timeLeftText(runner), runner.environment].filter(Boolean).join(' · ');
  run.hidden = runner.running || (runner.total > 0 && runner.done === runner.total);
  run.textContent = runner.done === 0 ? 'Run' : 'Resume';
  const found = table.problems ?? [];
  problems.hidden = found.length === 0;
  fill(problems, ...found.map(({ message }) => element('li', {}, message)));
  exports.hidden = !begun;
  empty.hidden = table.cells.length > 0;
  answer.hidden = table.cells.length === 0;
  fill(
    empty,
    element('p', {}, 'This spec plans no runs yet. Give it tasks and initializations, and their table appears here.'),
  );
  const said = begun ? sentences.map(({ text }) => text) : ['No run has finished yet. The table fills as they do.'];
  fill(summary, ...said.map((text) => element('li', {}, unbroken(text))));
  matrix.show(table);
  fill(
    signs,
    ...legend(table.cells, table.statistics, 'bold').map(({ symbol, meaning }) =>
      element('span', {}, element('b', {}, symbol), ` ${meaning}`),
    ),
  );
  caption.textContent = unbroken(table.caption);
  fill(weights, ...weightsContent(table));
}

/** The proof that each initialization is in; nothing where all are random. */
function weightsContent(table: Table): HTMLElement[] {
  const rows = weightsRows(table);
  if (rows.length === 0) return [];
  const body = rows.map((row) => {
    const [name, ...cells] = weightsCells(row);
    return element('tr', {}, element('th', { scope: 'row' }, name!), ...cells.map((cell) => element('td', {}, cell)));
  });
  return [
    element(
      'div',
      { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Weights' },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element('tr', {}, ...WEIGHTS_HEAD.map((head) => element('th', { scope: 'col' }, element('b', {}, head)))),
        ),
        element('tbody', {}, ...body),
      ),
    ),
    ...weightsWarningLines(table).map((line) => element('p', { class: 'problems' }, line)),
    element('p', { class: 'caption' }, WEIGHTS_CAPTION),
  ];
}

function notify(what: string): void {
  clearTimeout(noticeTimer);
  notice.textContent = what;
  noticeTimer = window.setTimeout(() => {
    notice.textContent = '';
  }, NOTICE);
}

document.body.append(
  element(
    'main',
    {},
    element(
      'header',
      {},
      element(
        'div',
        { class: 'top' },
        element('div', {}, title, state),
        element('div', { class: 'buttons' }, run, exports),
      ),
    ),
    problems,
    empty,
    answer,
  ),
  tooltip.root,
  notice,
);
host.post({ type: 'ready' });
