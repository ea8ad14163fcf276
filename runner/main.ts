/** A runner: a plain process that works through a spec's plan, whoever started it and whether or not anybody watches. */
import { hostname } from 'node:os';
import type { RuntimeHeader } from '../journal/event';
import { makePlan } from '../spec/plan';
import type { Engine } from './engines/engine';
import { EngineError } from './engines/engine-error';
import { openEngine } from './engines/open-engine';
import { openSpec } from './open-spec';
import type { Preparing } from './preparing';
import { runPlan } from './run-plan';
import { parseRunnerArguments, type RunnerOptions } from './runner-options';
import { listenForStop, StopRequest } from './stop-request';
import { Lease } from './store/lease';
import { type RunnerRecord, runnerLease, writeRunnerRecord } from './store/runner-record';
import { asStoreError, StoreError } from './store/store-error';
import { StoreFolder } from './store/store-folder';
import { wantedCells } from './wanted-cells';

/** Epochs can take a tenth of a second, and a checkpoint as long: a kill costs seconds and the epoch under way, never a number. */
const CHECKPOINT_EVERY_MS = 5000;

/** Progress is noted at most this often. */
const PROGRESS_MS = 500;

/** The spec has errors; whoever starts a runner looks first, so that this is a spec that changed in between. */
class SpecChanged extends Error {
  override readonly name = 'SpecChanged';
}

async function main(options: RunnerOptions): Promise<number> {
  const store = new StoreFolder(options.store);
  const folder = store.runner(options.nonce);
  const stop = listenForStop(folder);
  const lease = Lease.claim(runnerLease(folder));
  if (!lease) throw new Error(`Another runner is called ${options.nonce}.`);
  const { nonce, spec } = options;
  let record: RunnerRecord = { nonce, spec, started: new Date().toISOString(), header: null, ended: null };
  const note = (change: Partial<RunnerRecord>): void => {
    record = { ...record, ...change };
    writeRunnerRecord(folder, record);
  };
  try {
    note({});
    await work(options, store, stop, note);
    note({ ended: { time: new Date().toISOString(), reason: 'finished', message: '' } });
    return 0;
  } catch (caught) {
    const error = asStoreError(caught, options.store);
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const stopped = error instanceof StopRequest;
    // First to the log, whose file is open: on a full disk the record may not come through.
    console.error(isExpected(error) ? message : stack);
    note({ ended: { time: new Date().toISOString(), reason: stopped ? 'stopped' : 'failed', message } });
    return stopped ? 130 : 1;
  } finally {
    lease.release();
  }
}

async function work(
  { spec: file, data, engine: name, only, fresh, since, threads }: RunnerOptions,
  store: StoreFolder,
  stop: AbortSignal,
  note: (change: Partial<RunnerRecord>) => void,
): Promise<void> {
  const { spec, diagnostics } = openSpec(file, data);
  if (!spec) {
    const first = diagnostics.find(({ severity }) => severity === 'error');
    throw new SpecChanged(`${file} has errors: ${first?.message} Check it, then run again.`);
  }
  const engine = await openEngine(name ?? undefined);
  const header = headerOf(engine);
  note({ header });
  console.log(
    `${header.runtime}, ${header.engineVersion} on ${header.device}, process ${header.pid} on ${header.host}`,
  );
  const plan = makePlan(spec);
  const cells = wantedCells(plan, only);
  await runPlan({
    plan,
    cells,
    store,
    engine,
    header,
    fresh,
    since,
    stop,
    checkpointEvery: CHECKPOINT_EVERY_MS,
    preparing: noteSeldom((preparing) => note({ preparing })),
    threads: threads ?? undefined,
  });
}

/** Passes on what is news at most so often, and the end. */
function noteSeldom(note: (now: Preparing | null) => void): (now: Preparing | null) => void {
  let noted = Number.NEGATIVE_INFINITY;
  return (now) => {
    const time = performance.now();
    if (now !== null && time - noted < PROGRESS_MS) return;
    noted = time;
    note(now);
  };
}

function headerOf(engine: Engine): RuntimeHeader {
  const { electron, node } = process.versions;
  return {
    runtime: electron ? `electron ${electron} (node ${node})` : `node ${node}`,
    engine: engine.name,
    engineVersion: engine.version,
    device: engine.device,
    warmstart: process.env.WARMSTART_VERSION ?? 'source',
    host: hostname(),
    pid: process.pid,
  };
}

/** Errors whose message says all; of others the stack helps. */
function isExpected(error: unknown): boolean {
  return [StopRequest, StoreError, EngineError, SpecChanged].some((kind) => error instanceof kind);
}

main(parseRunnerArguments(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
