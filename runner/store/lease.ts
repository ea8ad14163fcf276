/**
 * Who works on a folder. A lease is a file that one process makes and keeps touching; it tells running, stalled and crashed apart, and
 * two runners never hold the same one.
 */
import { randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, processStart } from './process-start';

/** A lease untouched for longer belongs to a process that hangs, or to a machine that is gone. */
export const SILENCE_MS = 60_000;
const BEAT_MS = 5_000;

/** A lease that another process holds is looked at again after this long. */
const WAIT_MS = 1_000;

/** What file systems without hard links answer (FAT, many network shares); a copy is as exclusive there, if not as whole. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

interface LeaseFacts {
  /** Of this one claim. */
  readonly nonce: string;
  readonly pid: number;
  readonly host: string;
  readonly processStart: string;
}

/** `held`: its process lives and speaks. `silent`: it lives, or may live elsewhere, but has not spoken for a minute. `dead`: its process is gone. */
export type LeaseState = 'none' | 'held' | 'silent' | 'dead';

export class Lease {
  readonly #path: string;
  readonly #nonce: string;
  readonly #timer: NodeJS.Timeout;
  #lost = false;

  private constructor(path: string, nonce: string) {
    this.#path = path;
    this.#nonce = nonce;
    // A timer, not the training loop, so that a lease lives through what takes long, as preparing many images.
    this.#timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /**
   * Claims a lease; null when another process holds it. Taken over are leases of processes that are gone from this machine, and silent
   * ones of other machines. A silent process of this machine may go on at any time and keeps its lease until it ends.
   */
  static claim(file: string): Lease | null {
    const nonce = place(file);
    return nonce === null ? null : new Lease(file, nonce);
  }

  /**
   * Claims a lease as soon as it is free; null once what its holder makes is there.
   * @throws the signal's reason when aborted
   */
  static async claimUnless(
    file: string,
    isThere: () => boolean | Promise<boolean>,
    { onWait = () => {}, signal }: { readonly onWait?: () => void; readonly signal?: AbortSignal } = {},
  ): Promise<Lease | null> {
    for (let waits = false; ; ) {
      if (await isThere()) return null;
      const lease = Lease.claim(file);
      if (lease) {
        // Its holder may have finished between the look and the claim.
        if (!(await isThere())) return lease;
        lease.release();
        return null;
      }
      if (!waits) onWait();
      waits = true;
      await delay(WAIT_MS, null, { signal }).catch(() => signal?.throwIfAborted());
    }
  }

  /** Says that this process is alive, and looks whether the lease is still its own. */
  beat(now = new Date()): void {
    if (this.isLost) return;
    try {
      utimesSync(this.#path, now, now);
    } catch {
      // A file system that does not answer now may do so at the next beat.
    }
  }

  /** Whether another process holds it by now: this machine slept, or was cut off, and was taken for gone. */
  get isLost(): boolean {
    this.#lost ||= readFacts(this.#path)?.nonce !== this.#nonce;
    return this.#lost;
  }

  release(): void {
    clearInterval(this.#timer);
    if (!this.isLost) rmSync(this.#path, { force: true });
  }
}

export function leaseState(file: string, now = Date.now()): LeaseState {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  const facts = readFacts(file);
  if (touched === undefined || !facts) return 'none';
  if (facts.host === hostname() && !isAlive(facts)) return 'dead';
  return now - touched > SILENCE_MS ? 'silent' : 'held';
}

/** The process that holds a lease, where it runs on this machine and lives; null otherwise. */
export function leaseHolder(file: string): number | null {
  const facts = readFacts(file);
  return facts && facts.host === hostname() && isAlive(facts) ? facts.pid : null;
}

/** Puts this process's lease at `file`, where there is none or an abandoned one. Its nonce; null when another process was first. */
function place(file: string): string | null {
  const facts = { nonce: randomUUID(), pid: process.pid, host: hostname(), processStart: processStart(process.pid) };
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${facts.nonce}.draft`;
  writeFileSync(draft, JSON.stringify(facts satisfies LeaseFacts));
  try {
    // A link appears whole or not at all, and fails where a lease is.
    return tryLink(draft, file) || takeOver(file, draft) ? facts.nonce : null;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Replaces an abandoned lease. Whoever does so first claims a lease on that one claim, named after its nonce, so that of several only one
 * replaces it, and a process that dies on the way leaves nothing behind that the same rule could not take over.
 */
function takeOver(file: string, draft: string): boolean {
  const abandoned = readFacts(file);
  if (!abandoned || !isAbandoned(file, abandoned)) return false;
  const guard = `${file}.${abandoned.nonce.slice(0, 8)}`;
  if (place(guard) === null) return false;
  try {
    // Another process may have been here before, and have given the guard back.
    if (readFacts(file)?.nonce !== abandoned.nonce) return false;
    renameSync(draft, file);
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

function isAbandoned(file: string, { host }: LeaseFacts): boolean {
  const state = leaseState(file);
  return state === 'dead' || (state === 'silent' && host !== hostname());
}

/** Puts a file in a place that must be free; false where it is not. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(code)) throw error;
  }
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
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
