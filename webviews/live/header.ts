/** What runs now, how far everything is, and the buttons. */
import { count } from '../../results/numbers';
import { button, element, fill } from '../element';
import type { RunnerView, RunView } from '../messages';
import { doneText, timeLeftText } from '../runner-text';
import type { LiveModel } from './live-model';
import { epochText, runName, shareDone } from './run-text';

export interface HeaderActions {
  run(): void;
  stop(): void;
  showResults(): void;
}

/** More runs at once than this are counted. */
const LISTED = 8;

export class Header {
  readonly root: HTMLElement;
  readonly #title = element('h1');
  readonly #environment = element('p', { class: 'quiet' });
  readonly #done = element('p', { role: 'status' });
  readonly #timeLeft = element('p', { class: 'quiet' });
  readonly #bar = element('progress', { max: 1, value: 0, 'aria-label': 'Runs done' });
  readonly #running = element('ul', { class: 'running', 'aria-label': 'Running now' });
  readonly #left = element('p', { class: 'quiet', hidden: true });
  readonly #failedTitle = element('summary');
  readonly #failedList = element('ul');
  readonly #failed = element('details', { class: 'failures', hidden: true }, this.#failedTitle, this.#failedList);
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;

  constructor({ run, stop, showResults }: HeaderActions) {
    this.#run = button('Run', run, { class: 'primary' });
    this.#stop = button('Stop', stop);
    const buttons = element('div', { class: 'buttons' }, this.#run, this.#stop, button('Show results', showResults));
    this.root = element(
      'header',
      {},
      element('div', { class: 'top' }, element('div', {}, this.#title, this.#environment), buttons),
      element('div', { class: 'overall' }, this.#bar, this.#done, this.#timeLeft),
      this.#running,
      this.#left,
      this.#failed,
    );
  }

  show({ experiment, runs, runner }: LiveModel): void {
    const all = [...runs.values()];
    this.#title.textContent = experiment.name;
    this.#environment.textContent = runner.environment ?? '';
    this.#showProgress(runner);
    const now = all.filter(({ state }) => state === 'running' || state === 'stalled');
    const more = now.length - LISTED;
    fill(
      this.#running,
      ...now.slice(0, LISTED).map(runningItem),
      more > 0 && element('li', { class: 'quiet' }, `and ${count(more, 'more run')}`),
    );
    this.#showInterrupted(all, runner);
    this.#showFailures(all.filter(({ state }) => state === 'failed'));
  }

  #showProgress(runner: RunnerView): void {
    const { running, done, total } = runner;
    this.#bar.value = total === 0 ? 0 : done / total;
    // A screen reader says what changes here, so what has not changed is left alone.
    const text = doneText(runner);
    if (this.#done.textContent !== text) this.#done.textContent = text;
    this.#timeLeft.textContent = timeLeftText(runner);
    this.#run.hidden = running || (total > 0 && done === total);
    this.#run.textContent = done === 0 ? 'Run' : 'Resume';
    this.#stop.hidden = !running;
  }

  #showInterrupted(all: readonly RunView[], { running }: RunnerView): void {
    const parts = (['stopped', 'crashed'] as const).flatMap((state) => {
      const n = all.filter((run) => run.state === state).length;
      return n === 0 ? [] : [`${count(n, 'run')} ${state}`];
    });
    this.#left.hidden = running || parts.length === 0;
    this.#left.textContent = `${parts.join(', ')}. Resume goes on from the last checkpoint.`;
  }

  #showFailures(failed: readonly RunView[]): void {
    this.#failed.hidden = failed.length === 0;
    const title = `${count(failed.length, 'run')} failed`;
    if (this.#failedTitle.textContent === title) return;
    this.#failedTitle.textContent = title;
    fill(
      this.#failedList,
      ...failed.map((run) =>
        element('li', {}, element('b', {}, runName(run)), `: ${run.failure ?? 'no reason was recorded'}`),
      ),
    );
  }
}

function runningItem(run: RunView): HTMLElement {
  const name = runName(run);
  return element(
    'li',
    {},
    element('span', { class: 'name' }, name),
    element('progress', { max: 1, value: shareDone(run), 'aria-label': name }),
    element('span', { class: 'quiet' }, epochText(run)),
    run.state === 'stalled' && element('strong', { class: 'stalled' }, 'silent for long'),
  );
}
