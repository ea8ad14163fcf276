import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tableOfExperiment } from '../results/experiment-status';
import { formatTable } from '../results/format-table';
import { tableRecords } from '../results/formats/records';
import { percent } from '../results/numbers';
import { summarize } from '../results/summary';
import type { EngineName } from '../runner/engines/engine';
import { launchRunner, type RunnerHandle } from '../runner/launch';
import { readRunners } from '../runner/store/runner-record';
import { type Experiment, StoreReader, type WorkStatus } from '../runner/store/store-reader';
import { dataFolders, parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { LiveDisplay } from './live-display';
import { type OpenExperiment, openExperiment } from './open-experiment';
import { duration, progressLines, summaryLine, workName } from './progress-lines';
import { usesColor } from './table';
import { UsageError } from './usage-error';

const LOOK_MS = 150;
const ENGINES: readonly string[] = ['tensorflow', 'wasm'] satisfies EngineName[];

/** Starts a runner, follows the store until it ends, and shows the table. */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      ...STORE_OPTIONS,
      only: { type: 'string' },
      engine: { type: 'string' },
      fresh: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    ['SPEC'],
  );
  if (values.engine !== undefined && !ENGINES.includes(values.engine))
    throw new UsageError(`--engine takes ${ENGINES.join(' or ')}, not "${values.engine}".`);
  const opened = openExperiment(positionals[0]!, values);
  const runner = launchRunner({
    script: path.join(__dirname, 'runner.js'),
    spec: path.resolve(opened.file),
    store: opened.store.root,
    data: dataFolders(values.data),
    only: values.only ?? null,
    engine: (values.engine as EngineName | undefined) ?? null,
    fresh: values.fresh ?? false,
  });
  const code = await follow(opened, runner, values.json ? new JsonReporter() : new TextReporter());
  if (code === ExitCode.interrupted) return code;
  const experiment = new StoreReader(opened.store).experiment(opened.plan);
  const failed = experiment.cells.some(({ state }) => state === 'failed');
  return code !== 0 || failed ? ExitCode.failed : ExitCode.done;
}

interface Reporter {
  /** Called at every look at the store; `before` is what the look before saw. */
  look(experiment: Experiment, before: Experiment | null, environment: string | null): void;
  end(opened: OpenExperiment, experiment: Experiment, problem: string | null): void;
}

async function follow(opened: OpenExperiment, runner: RunnerHandle, reporter: Reporter): Promise<number> {
  const reader = new StoreReader(opened.store);
  let [exit, interrupted] = [null as number | null, false];
  void runner.exited.then((code) => (exit = code));
  const interrupt = (): void => {
    interrupted = true;
    runner.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  let before: Experiment | null = null;
  for (let over = false; !over; ) {
    over = exit !== null;
    const experiment = reader.experiment(opened.plan);
    reporter.look(experiment, before, environmentOf(opened, runner.nonce));
    before = experiment;
    if (!over) await Promise.race([runner.exited, new Promise((resolve) => setTimeout(resolve, LOOK_MS))]);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  const ended = readRunners(opened.store).find(({ nonce }) => nonce === runner.nonce)?.ended;
  const problem =
    exit === 0
      ? null
      : ended?.reason === 'stopped'
        ? 'Stopped; run again to go on.'
        : ended?.message || lastLines(runner.log);
  reporter.end(opened, before!, problem);
  return interrupted ? ExitCode.interrupted : (exit ?? ExitCode.failed);
}

function environmentOf({ store }: OpenExperiment, nonce: string): string | null {
  const header = readRunners(store).find((runner) => runner.nonce === nonce)?.header;
  return header ? `${header.engineVersion} on ${header.device}, ${header.runtime}` : null;
}

function lastLines(log: string): string {
  return `The runner ended unexpectedly: ${readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n')}`;
}

class TextReporter implements Reporter {
  readonly #display = new LiveDisplay(process.stdout);
  readonly #started = performance.now();
  #environment: string | null = null;

  look(experiment: Experiment, before: Experiment | null, environment: string | null): void {
    if (environment !== null && this.#environment === null) {
      this.#environment = environment;
      this.#display.say(environment);
    }
    for (const [status, earlier] of pairs(experiment, before)) {
      if (before && status.state !== earlier?.state) this.#sayEnding(status, experiment);
    }
    this.#display.show(progressLines(experiment));
  }

  end({ spec }: OpenExperiment, experiment: Experiment, problem: string | null): void {
    this.#display.clear();
    const table = tableOfExperiment(experiment, spec.statistics);
    console.log(`\n${formatTable(table, 'text', { ansi: usesColor() })}`);
    for (const { text } of summarize(table)) console.log(`${text}\n`);
    console.log(`${summaryLine(experiment)}, in ${duration((performance.now() - this.#started) / 1000)}.`);
    for (const status of [...experiment.pretraining, ...experiment.cells]) {
      if (status.record.ending?.type === 'failed')
        console.error(`Failed: ${workName(status)}: ${status.record.ending.message}`);
    }
    if (problem) console.error(problem);
  }

  #sayEnding(status: WorkStatus, experiment: Experiment): void {
    const { state, record } = status;
    if (state === 'finished')
      this.#display.say(`${workName(status)}: ${percent(record.result?.value ?? 0)} % (${summaryLine(experiment)})`);
    if (state === 'failed') this.#display.say(`${workName(status)}: failed`);
    if (state === 'running' && !this.#display.isLive && status.work.role === 'pretrain')
      this.#display.say(`${workName(status)} …`);
  }
}

/** One object a line: what happens, with the cell's names, then the table's cells. */
class JsonReporter implements Reporter {
  #environment: string | null = null;

  look(experiment: Experiment, before: Experiment | null, environment: string | null): void {
    if (environment !== null && this.#environment === null) {
      this.#environment = environment;
      this.#print({ type: 'runner', environment });
    }
    for (const [status, earlier] of pairs(experiment, before)) {
      const names = namesOf(status);
      for (const epoch of status.record.epochs.slice(earlier?.record.epochs.length ?? 0))
        if (before) this.#print({ type: 'epoch', ...names, ...epoch });
      if (status.state === earlier?.state) continue;
      const { ending, result } = status.record;
      this.#print({
        type: 'state',
        ...names,
        state: status.state,
        value: result?.value ?? null,
        ...(ending?.type === 'failed' ? { code: ending.code, message: ending.message } : {}),
      });
    }
  }

  end({ spec }: OpenExperiment, experiment: Experiment, problem: string | null): void {
    for (const cell of tableRecords(tableOfExperiment(experiment, spec.statistics)))
      this.#print({ type: 'cell', ...cell });
    if (problem) this.#print({ type: 'problem', message: problem });
  }

  #print(value: object): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}

function pairs(experiment: Experiment, before: Experiment | null): [WorkStatus, WorkStatus | undefined][] {
  const earlier: readonly WorkStatus[] = before ? [...before.pretraining, ...before.cells] : [];
  return [...experiment.pretraining, ...experiment.cells].map((status, index) => [status, earlier[index]]);
}

function namesOf({ work }: WorkStatus): object {
  return work.role === 'fine-tune'
    ? { task: work.task, initialization: work.initialization, run: work.run }
    : { pretraining: work.initialization };
}
