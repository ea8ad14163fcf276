/** What a runner says of itself in the store, for those who watch or stop it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RuntimeHeader } from '../../journal/event';
import type { Preparing } from '../preparing';
import { type LeaseState, leaseHolder, leaseState } from './lease';
import type { StoreFolder } from './store-folder';

export interface RunnerRecord {
  readonly nonce: string;
  /** Absolute path of the spec it works on. */
  readonly spec: string;
  readonly started: string;
  /** null until the engine is open. */
  readonly header: RuntimeHeader | null;
  /** Which images it looks at, before anything trains; null or absent: none. */
  readonly preparing?: Preparing | null;
  /** null while it works. `message` says why a runner failed. */
  readonly ended: {
    readonly time: string;
    readonly reason: 'finished' | 'stopped' | 'failed';
    readonly message: string;
  } | null;
}

export interface RunnerStatus extends RunnerRecord {
  readonly state: LeaseState;
  /** On this machine; null elsewhere and when it is gone. */
  readonly pid: number | null;
}

const LEASE = 'lease.json';
const RECORD = 'runner.json';
const STOP = 'stop';

export function runnerLease(folder: string): string {
  return path.join(folder, LEASE);
}

export function writeRunnerRecord(folder: string, record: RunnerRecord): void {
  mkdirSync(folder, { recursive: true });
  const draft = path.join(folder, `${RECORD}.draft`);
  writeFileSync(draft, JSON.stringify(record, null, 2));
  renameSync(draft, path.join(folder, RECORD));
}

/** Asks a runner to stop after the step at hand; works over shared file systems. */
export function requestStop(folder: string): void {
  writeFileSync(path.join(folder, STOP), '');
}

export function isStopRequested(folder: string): boolean {
  return existsSync(path.join(folder, STOP));
}

/** Every runner that ever worked in this store, the latest last. */
export function readRunners(store: StoreFolder): RunnerStatus[] {
  const names = existsSync(store.runners) ? readdirSync(store.runners) : [];
  return names
    .map((nonce) => readRunner(store, nonce))
    .filter((status) => status !== null)
    .sort((a, b) => a.started.localeCompare(b.started));
}

/** Whether it has not ended, as far as can be told from here. */
export function isWorking({ ended, state }: RunnerStatus): boolean {
  return ended === null && (state === 'held' || state === 'silent');
}

/** null for a runner that has written nothing yet. */
export function readRunner(store: StoreFolder, nonce: string): RunnerStatus | null {
  const folder = store.runner(nonce);
  try {
    const record = JSON.parse(readFileSync(path.join(folder, RECORD), 'utf8')) as RunnerRecord;
    const lease = runnerLease(folder);
    return { ...record, state: leaseState(lease), pid: leaseHolder(lease) };
  } catch {
    return null;
  }
}
