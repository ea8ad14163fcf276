import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RuntimeHeader } from '../journal/event';
import type { EngineName } from '../runner/engines/engine';
import { launchRunners, type RunnerHandle } from '../runner/launch';
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

/** More than this on one machine is a mistake of typing. */
const MOST_RUNNERS = 64;

/** Starts a runner or several, follows the store until they end, and shows the table. */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      ...STORE_OPTIONS,
      only: { type: 'string' },
      engine: { type: 'string' },
      runners: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    ['SPEC'],
  );
  const engine = ENGINES.find((known) => known === values.engine) as EngineName | undefined;
  if (values.engine !== undefined && !engine)
    throw new UsageError(`--engine takes ${ENGINES.join(' or ')}, not "${values.engine}".`);
  const count = countOf(values.runners);
  const opened = openExperiment(positionals[0]!, values);
  const only = values.only ?? null;
  const wanted = new Set(wantedCells(opened.plan, only).map(({ id }) => id));
  if (wanted.size === 0) throw new UsageError(nothingToRun(opened, only));
  const runners = await launchRunners(Math.min(count, wanted.size), {
    script: path.join(__dirname, 'runner.js'),
    spec: path.resolve(opened.file),
    store: opened.store.root,
    data: dataFolders(values.data),
    only,
    engine: engine ?? null,
    fresh: values.fresh,
  });
  const { code, experiment } = await follow(opened, runners, values.json ? new JsonReporter() : new TextReporter());
  const failed = experiment.cells.some(({ work, state }) => state === 'failed' && wanted.has(work.id));
  if (code === ExitCode.interrupted) return code;
  return code !== 0 || failed ? ExitCode.failed : ExitCode.done;
}

function countOf(runners: string): number {
  const count = Number(runners);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_RUNNERS) return count;
  throw new UsageError(`--runners takes a whole number from 1 to ${MOST_RUNNERS}, not "${runners}".`);
}

function nothingToRun({ plan, file }: OpenExperiment, only: string | null): string {
  const [cell] = wantedCells(plan, null);
  if (!cell) return `${file} has no run that applies: every initialization is pre-trained on the task's own data.`;
  return `--only ${only} picks no run. A run is called, for instance, "${cell.task}/${cell.initialization}/${cell.run}".`;
}

/** Reports what the store says until the runners have ended; a signal asks them to stop, a second one no longer waits for them. */
async function follow(
  opened: OpenExperiment,
  runners: readonly RunnerHandle[],
  reporter: Reporter,
): Promise<{ code: number; experiment: Experiment }> {
  const reader = new StoreReader(opened.store);
  const look = () => reader.experiment(opened.plan);
  const abandoned = new AbortController();
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) abandoned.abort();
    interrupted = true;
    for (const runner of runners) runner.stop();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const exits: (number | null)[] = runners.map(() => null);
  const exited = Promise.all(runners.map(async (runner, index) => (exits[index] = await runner.exited)));
  let before: Experiment | null = null;
  while (exits.includes(null) && !abandoned.signal.aborted) {
    before = show(look(), before);
    await Promise.race([exited, delay(LOOK_MS, null, { signal: abandoned.signal }).catch(() => null)]);
  }
  const experiment = show(look(), before);
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  // One that ends well leaves nothing undone, whatever became of the others.
  const isDone = exits.includes(0);
  const problems = runners.flatMap((runner, index) => {
    if (exits[index] === 0) return [];
    return isDone
      ? `A runner ended early, and the others did its work: ${runner.log}`
      : problemOf(opened, runner, exits[index]!);
  });
  reporter.end(opened, experiment, problems.length > 0 ? [...new Set(problems)].join('\n') : null);
  // Also of a runner that another terminal stopped.
  const isStopped = interrupted || (!isDone && exits.includes(ExitCode.interrupted));
  const code = isStopped ? ExitCode.interrupted : isDone ? ExitCode.done : ExitCode.failed;
  return { code, experiment };

  function show(now: Experiment, earlier: Experiment | null): Experiment {
    const records = runners.map(({ nonce }) => readRunner(opened.store, nonce));
    const headers = records.map((record) => record?.header ?? null);
    // Of several, one prepares a dataset while the others wait for it.
    const preparing = records.find((record) => record?.preparing && !record.ended)?.preparing ?? null;
    reporter.look(now, earlier, environmentOf(headers), preparing);
    return now;
  }
}

/** Engines, devices and runtime in a line; null until all runners have told theirs. */
function environmentOf(headers: readonly (RuntimeHeader | null)[]): string | null {
  const told = headers.filter((header) => header !== null);
  if (told.length < headers.length) return null;
  const lines = told.map(({ engineVersion, device, runtime }) => `${engineVersion} on ${device}, ${runtime}`);
  const counted = [...new Set(lines)].join('; ');
  return told.length === 1 ? counted : `${told.length} runners: ${counted}`;
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
