import { tableOfExperiment } from '../results/experiment-status';
import { formatTable } from '../results/format-table';
import { percent } from '../results/numbers';
import { summarize } from '../results/summary';
import type { Preparing } from '../runner/preparing';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import { dataLines } from './data-lines';
import { failureLines } from './failure-lines';
import { LiveDisplay } from './live-display';
import type { OpenExperiment } from './open-experiment';
import { duration, preparingLine, progressLines, summaryLine, workName } from './progress-lines';
import { pairs, type Reporter } from './reporter';
import { usesColor } from './table';
import { weightsLine } from './weights-lines';

/** For people: a line for what has ended, live bars on a terminal, and the table at the end. */
export class TextReporter implements Reporter {
  readonly #display = new LiveDisplay(process.stdout);
  readonly #started = performance.now();
  readonly #said = new Set<string>();
  #environment: string | null = null;

  look(
    experiment: Experiment,
    before: Experiment | null,
    environment: string | null,
    preparing: Preparing | null,
  ): void {
    if (environment !== null && this.#environment === null) {
      this.#environment = environment;
      this.#display.say(environment);
    }
    for (const [status, earlier] of pairs(experiment, before)) {
      if (before && status.record.load !== earlier?.record.load) this.#sayOnce(weightsLine(status));
      if (before && status.state !== earlier?.state) this.#sayState(status, experiment);
    }
    if (preparing !== null && !this.#display.isLive) this.#sayOnce([`Preparing the images of ${preparing.dataset} …`]);
    this.#display.show([...(preparing ? [preparingLine(preparing)] : []), ...progressLines(experiment)]);
  }

  end({ spec }: OpenExperiment, experiment: Experiment, problem: string | null): void {
    this.#display.clear();
    const table = tableOfExperiment(experiment, spec.statistics);
    console.log(`\n${formatTable(table, 'text', { ansi: usesColor() })}`);
    for (const { text } of summarize(table)) console.log(`${text}\n`);
    console.log(`${summaryLine(experiment)}, in ${duration((performance.now() - this.#started) / 1000)}.`);
    for (const line of dataLines(experiment)) console.log(line);
    for (const line of failureLines(experiment)) console.error(line);
    if (problem !== null) console.error(problem);
  }

  /** Many runs start from the same file. */
  #sayOnce(lines: readonly string[]): void {
    for (const line of lines) if (!this.#said.has(line)) this.#display.say(line);
    for (const line of lines) this.#said.add(line);
  }

  #sayState(status: WorkStatus, experiment: Experiment): void {
    const { state, record, work } = status;
    if (state === 'finished') {
      const score = record.result ? `${percent(record.result.value)} %` : 'finished';
      this.#display.say(`${workName(status)}: ${score} (${summaryLine(experiment)})`);
    }
    if (state === 'failed') this.#display.say(`${workName(status)}: failed`);
    if (state === 'running' && !this.#display.isLive && work.role === 'pretrain')
      this.#display.say(`${workName(status)} …`);
  }
}
