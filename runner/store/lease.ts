/**
 * Who works on a folder. A lease is a file that one process makes and keeps touching; it tells running, stalled and crashed apart, and
 * two runners never hold the same one.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/** A lease untouched for longer belongs to a process that hangs, or to a machine that is gone. */
export const SILENCE_MS = 60_000;
const BEAT_MS = 5_000;

interface LeaseFacts {
  readonly nonce: string;
  readonly pid: number;
  readonly host: string;
  /** Start of the process in the kernel's own ticks; tells a process from a later one of the same number. Empty where unknown. */
  readonly processStart: string;
}

/** `held`: its process lives and speaks. `silent`: it lives, or may live elsewhere, but has not spoken for a minute. `dead`: its process is gone. */
export type LeaseState = 'none' | 'held' | 'silent' | 'dead';

export class Lease {
  readonly #path: string;
  readonly #nonce: string;
  #lastBeat = Date.now();

  private constructor(path: string, nonce: string) {
    this.#path = path;
    this.#nonce = nonce;
  }

  /** Claims a lease, taking over one whose holder is dead or silent; null when another process holds it. */
  static claim(file: string): Lease | null {
    const facts: LeaseFacts = {
      nonce: randomUUID(),
      pid: process.pid,
      host: hostname(),
      processStart: processStart(process.pid),
    };
    mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${facts.nonce}`;
    writeFileSync(draft, JSON.stringify(facts));
    try {
      // A link appears whole or not at all, and fails where a lease is.
      if (tryLink(draft, file)) return new Lease(file, facts.nonce);
      const state = leaseState(file);
      if (state === 'held') return null;
      if (state !== 'none' && !removeStale(file, facts.nonce)) return null;
      return tryLink(draft, file) ? new Lease(file, facts.nonce) : null;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Says that this process is alive; cheap to call often. false: the lease was lost (the machine slept, and another took over). */
  beat(now = Date.now()): boolean {
    if (now - this.#lastBeat < BEAT_MS) return true;
    if (readFacts(this.#path)?.nonce !== this.#nonce) return false;
    utimesSync(this.#path, new Date(now), new Date(now));
    this.#lastBeat = now;
    return true;
  }

  release(): void {
    if (readFacts(this.#path)?.nonce === this.#nonce) rmSync(this.#path, { force: true });
  }
}

export function leaseState(file: string, now = Date.now()): LeaseState {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  const facts = readFacts(file);
  if (touched === undefined || !facts) return 'none';
  const silent = now - touched > SILENCE_MS;
  if (facts.host !== hostname()) return silent ? 'silent' : 'held';
  if (!isAlive(facts)) return 'dead';
  return silent ? 'silent' : 'held';
}

/** The process that holds a lease, where it runs on this machine and lives; null otherwise. */
export function leaseHolder(file: string): number | null {
  const facts = readFacts(file);
  return facts && facts.host === hostname() && isAlive(facts) ? facts.pid : null;
}

/** Moves a stale lease aside; of several that try, one succeeds. */
function removeStale(file: string, nonce: string): boolean {
  const stale = readFacts(file)?.nonce;
  const aside = `${file}.${nonce}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const mine = readFacts(aside)?.nonce === stale;
  // Another process took over between the look and the move: what was moved is its lease, which goes back.
  if (!mine) tryLink(aside, file);
  rmSync(aside, { force: true });
  return mine;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readFacts(file: string): LeaseFacts | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LeaseFacts;
  } catch {
    return null;
  }
}

function isAlive({ pid, processStart: start }: LeaseFacts): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === '' || processStart(pid) === start;
}

/** Field 22 of /proc/PID/stat; counted after the name in brackets, which may hold spaces. A zombie has ended. Empty outside Linux. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return process.platform === 'linux' ? 'ended' : '';
  }
}
