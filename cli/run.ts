import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineName } from '../runner/engines/engine';
import { launchRunner, type RunnerHandle } from '../runner/launch';
import { readRunner } from '../runner/store/runner-record';
import { type Experiment, StoreReader } from '../runner/store/store-reader';
import { wantedCells } from '../runner/wanted-cells';
import { dataFolders, parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { JsonReporter } from './json-reporter';
import { type OpenExperiment, openExperiment } from './open-experiment';
import type { Reporter } from './reporter';
import { TextReporter } from './text-reporter';
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
      fresh: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    ['SPEC'],
  );
  const engine = ENGINES.find((known) => known === values.engine) as EngineName | undefined;
  if (values.engine !== undefined && !engine)
    throw new UsageError(`--engine takes ${ENGINES.join(' or ')}, not "${values.engine}".`);
  const opened = openExperiment(positionals[0]!, values);
  const only = values.only ?? null;
  const wanted = new Set(wantedCells(opened.plan, only).map(({ id }) => id));
  if (wanted.size === 0) throw new UsageError(nothingToRun(opened, only));
  const runner = launchRunner({
    script: path.join(__dirname, 'runner.js'),
    spec: path.resolve(opened.file),
    store: opened.store.root,
    data: dataFolders(values.data),
    only,
    engine: engine ?? null,
    fresh: values.fresh,
  });
  const { code, experiment } = await follow(opened, runner, values.json ? new JsonReporter() : new TextReporter());
  const failed = experiment.cells.some(({ work, state }) => state === 'failed' && wanted.has(work.id));
  if (code === ExitCode.interrupted) return code;
  return code !== 0 || failed ? ExitCode.failed : ExitCode.done;
}

function nothingToRun({ plan, file }: OpenExperiment, only: string | null): string {
  const [cell] = wantedCells(plan, null);
  if (!cell) return `${file} has no run that applies: every initialization is pre-trained on the task's own data.`;
  return `--only ${only} picks no run. A run is called, for instance, "${cell.task}/${cell.initialization}/${cell.run}".`;
}

/** Reports what the store says until the runner has ended; a signal asks it to stop, a second one no longer waits for it. */
async function follow(
  opened: OpenExperiment,
  runner: RunnerHandle,
  reporter: Reporter,
): Promise<{ code: number; experiment: Experiment }> {
  const reader = new StoreReader(opened.store);
  const look = () => reader.experiment(opened.plan);
  const abandoned = new AbortController();
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) abandoned.abort();
    interrupted = true;
    runner.stop();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  let exit: number | null = null;
  void runner.exited.then((code) => {
    exit = code;
  });
  let before: Experiment | null = null;
  while (exit === null && !abandoned.signal.aborted) {
    before = show(look(), before);
    await Promise.race([runner.exited, delay(LOOK_MS, null, { signal: abandoned.signal }).catch(() => null)]);
  }
  const experiment = show(look(), before);
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  reporter.end(opened, experiment, exit === 0 ? null : problemOf(opened, runner, exit));
  return { code: interrupted ? ExitCode.interrupted : (exit ?? ExitCode.failed), experiment };

  function show(now: Experiment, earlier: Experiment | null): Experiment {
    const header = readRunner(opened.store, runner.nonce)?.header;
    reporter.look(now, earlier, header ? `${header.engineVersion} on ${header.device}, ${header.runtime}` : null);
    return now;
  }
}

/** Why the runner did not finish, in a sentence. */
function problemOf({ store }: OpenExperiment, { nonce, log }: RunnerHandle, exit: number | null): string {
  if (exit === null) return 'The runner has not stopped yet; it will after the step at hand.';
  const ended = readRunner(store, nonce)?.ended;
  if (ended?.reason === 'stopped') return 'Stopped; run again to go on.';
  if (ended) return ended.message;
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
  if (said === '')
    return `The runner ended without a word. Look whether the disk of ${store.root} is full, then run again; finished runs are kept.`;
  return `The runner ended unexpectedly; run again to go on from the last checkpoint. What it said last (${log}):\n${said}`;
}
