/** A runner: a plain process that works through a spec's plan, whoever started it and whether or not anybody watches. */
import { hostname } from 'node:os';
import path from 'node:path';
import type { RuntimeHeader } from '../journal/event';
import type { Work } from '../spec/cell';
import { makePlan } from '../spec/plan';
import type { Engine } from './engines/engine';
import { openEngine } from './engines/open-engine';
import { openSpec } from './open-spec';
import { runPlan, StopRequest } from './run-plan';
import { parseRunnerArguments, type RunnerOptions } from './runner-options';
import { Lease } from './store/lease';
import { isStopRequested, type RunnerRecord, runnerLease, writeRunnerRecord } from './store/runner-record';
import { asStoreError } from './store/store-error';
import { StoreFolder } from './store/store-folder';

async function main(options: RunnerOptions): Promise<number> {
  const store = new StoreFolder(options.store);
  const folder = store.runner(options.nonce);
  const lease = Lease.claim(runnerLease(folder));
  if (!lease) throw new Error(`Another runner is called ${options.nonce}.`);
  let record: RunnerRecord = {
    nonce: options.nonce,
    spec: options.spec,
    started: new Date().toISOString(),
    header: null,
    ended: null,
  };
  const note = (change: Partial<RunnerRecord>): void => {
    record = { ...record, ...change };
    writeRunnerRecord(folder, record);
  };
  const end = (reason: 'finished' | 'stopped' | 'failed', message: string): void =>
    note({ ended: { time: new Date().toISOString(), reason, message } });
  note({});
  let signalled = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => (signalled = signal !== 'SIGHUP' || signalled));
  try {
    const { spec, diagnostics } = openSpec(options.spec, options.data);
    if (!spec)
      throw new Error(`The spec has errors: ${diagnostics.find(({ severity }) => severity === 'error')?.message}`);
    const engine = await openEngine(options.engine ?? undefined);
    const header = headerOf(engine);
    note({ header });
    console.log(
      `${header.runtime}, ${header.engineVersion} on ${header.device}, process ${header.pid} on ${header.host}`,
    );
    await runPlan({
      plan: makePlan(spec),
      store,
      engine,
      header,
      wanted: wantedBy(options.only),
      fresh: options.fresh,
      stopRequested: () => signalled || isStopRequested(folder),
      beat: () => lease.beat(),
    });
    end('finished', '');
    return 0;
  } catch (caught) {
    const error = asStoreError(caught, options.store) as Error;
    console.error(error instanceof StopRequest ? 'stopped on request' : (error.stack ?? error.message));
    end(error instanceof StopRequest ? 'stopped' : 'failed', error.message);
    return error instanceof StopRequest ? 130 : 1;
  } finally {
    lease.release();
  }
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

/** `task/initialization/run` against a glob; pre-training follows from the cells. */
function wantedBy(only: string | null): (work: Work) => boolean {
  if (only === null) return () => true;
  return (work) => work.role === 'fine-tune' && matchesGlob(`${work.task}/${work.initialization}/${work.run}`, only);
}

/** `*` stands for anything, `?` for one character; a glob without a slash names a task. */
export function matchesGlob(name: string, glob: string): boolean {
  const full = glob.includes('/') ? glob : `${glob}/*`;
  const pattern = full
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(name);
}

if (path.basename(process.argv[1] ?? '').startsWith('runner')) {
  main(parseRunnerArguments(process.argv.slice(2))).then(
    (code) => process.exit(code),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
}
