import { parseArgs } from 'node:util';
import type { EngineName } from './engines/engine';

/** What a runner process is told on its command line. */
export interface RunnerOptions {
  /** Absolute path of the spec. */
  readonly spec: string;
  /** Folder of the run store. */
  readonly store: string;
  /** Names this runner; its folder in the store is called so. */
  readonly nonce: string;
  /** Dataset folders by name, stronger than the spec's. */
  readonly data: Readonly<Record<string, string>>;
  /** Run only cells whose `task/initialization/run` matches this glob; null: all. */
  readonly only: string | null;
  readonly engine: EngineName | null;
  /** Put results from before `since` aside and train again. */
  readonly fresh: boolean;
  /** When the work was asked for, ISO 8601: the same for runners that are started together. */
  readonly since: string;
  /** Threads that prepare data; null: as many as the machine has processors. */
  readonly threads: number | null;
}

export function runnerArguments(options: RunnerOptions): string[] {
  return [
    options.spec,
    '--store',
    options.store,
    '--nonce',
    options.nonce,
    '--since',
    options.since,
    ...Object.entries(options.data).flatMap(([name, folder]) => ['--data', `${name}=${folder}`]),
    ...(options.only === null ? [] : ['--only', options.only]),
    ...(options.engine === null ? [] : ['--engine', options.engine]),
    ...(options.fresh ? ['--fresh'] : []),
    ...(options.threads === null ? [] : ['--threads', `${options.threads}`]),
  ];
}

/** The inverse of runnerArguments; the runner is started by this program alone, so mistakes throw. */
export function parseRunnerArguments(parameters: readonly string[]): RunnerOptions {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      nonce: { type: 'string' },
      data: { type: 'string', multiple: true, default: [] },
      only: { type: 'string' },
      engine: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      since: { type: 'string' },
      threads: { type: 'string' },
    },
  });
  const [spec] = positionals;
  if (!spec || !values.store || !values.nonce || !values.since)
    throw new Error('A runner needs a spec, --store, --nonce and --since.');
  return {
    spec,
    store: values.store,
    nonce: values.nonce,
    data: Object.fromEntries(values.data.map(splitAssignment)),
    only: values.only ?? null,
    engine: (values.engine as EngineName | undefined) ?? null,
    fresh: values.fresh,
    since: values.since,
    threads: values.threads === undefined ? null : Number(values.threads),
  };
}

/** `NAME=FOLDER`, split at the first `=`. */
export function splitAssignment(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
