import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path, { dirname } from 'node:path';
import { Lease, leaseState, SILENCE_MS } from '../../../runner/store/lease';

const file = () => path.join(mkdtempSync(path.join(tmpdir(), 'warmstart-lease-')), 'lease.json');

/** Pretends that another holder wrote the lease. */
function rewrite(lease: string, change: object): void {
  writeFileSync(lease, JSON.stringify({ ...JSON.parse(readFileSync(lease, 'utf8')), ...change }));
}

describe('a lease', () => {
  it('is held by one claimant until it is released', () => {
    const path = file();
    const lease = Lease.claim(path);
    assert.ok(lease);
    assert.equal(Lease.claim(path), null);
    assert.equal(leaseState(path), 'held');
    lease.release();
    assert.equal(leaseState(path), 'none');
    assert.ok(Lease.claim(path));
  });

  it('is waited for until it is free, or until what its holder makes is there', async () => {
    const path = file();
    const held = Lease.claim(path)!;
    let isThere = false;
    const waits: string[] = [];
    const wait = (name: string, then = () => {}) => {
      const onWait = () => {
        waits.push(name);
        setTimeout(then, 50);
      };
      return Lease.claimUnless(path, () => isThere, { onWait });
    };
    const made = wait('for what is made', () => {
      isThere = true;
    });
    assert.equal(await made, null);
    isThere = false;
    const lease = await wait('for the lease', () => held.release());
    assert.ok(lease);
    assert.equal(leaseState(path), 'held');
    assert.deepEqual(waits, ['for what is made', 'for the lease']);
    lease.release();
    isThere = true;
    assert.equal(await wait('for nothing'), null);
    assert.equal(leaseState(path), 'none');
  });

  it('is waited for no longer than until the wait is given up', async () => {
    const path = file();
    Lease.claim(path);
    const stop = new AbortController();
    const onWait = () => stop.abort(new Error('enough'));
    await assert.rejects(
      Lease.claimUnless(path, () => false, { onWait, signal: stop.signal }),
      /enough/,
    );
  });

  it('of a process that is gone is dead at once and can be taken over', () => {
    const path = file();
    Lease.claim(path);
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    rewrite(path, { pid: gone });
    assert.equal(leaseState(path), 'dead');
    assert.ok(Lease.claim(path));
  });

  it('is not kept alive by another process of the same number', () => {
    const path = file();
    Lease.claim(path);
    rewrite(path, { processStart: '1' });
    assert.equal(leaseState(path), process.platform === 'linux' ? 'dead' : 'held');
  });

  it('of another machine is silent after a minute without a beat', () => {
    const path = file();
    Lease.claim(path);
    rewrite(path, { host: 'elsewhere', pid: 1 });
    assert.equal(leaseState(path), 'held');
    const old = new Date(Date.now() - SILENCE_MS - 1_000);
    utimesSync(path, old, old);
    assert.equal(leaseState(path), 'silent');
    assert.ok(Lease.claim(path));
  });

  it('is kept by a silent process of this machine, which may go on at any time', () => {
    const path = file();
    Lease.claim(path);
    const old = new Date(Date.now() - SILENCE_MS - 1_000);
    utimesSync(path, old, old);
    assert.equal(leaseState(path), 'silent');
    assert.equal(Lease.claim(path), null);
  });

  it('is held again after a beat', () => {
    const path = file();
    const lease = Lease.claim(path)!;
    const old = new Date(Date.now() - SILENCE_MS - 1_000);
    utimesSync(path, old, old);
    lease.beat();
    assert.equal(leaseState(path), 'held');
  });

  it('tells its holder when it was taken over, and is then no longer released by it', () => {
    const path = file();
    const lease = Lease.claim(path)!;
    assert.equal(lease.isLost, false);
    rewrite(path, { nonce: 'other' });
    assert.equal(lease.isLost, true);
    lease.release();
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).nonce, 'other');
  });

  it('can be taken over when the process that was taking it over is gone, too', () => {
    const path = file();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    Lease.claim(path);
    rewrite(path, { pid: gone });
    const guard = `${path}.${JSON.parse(readFileSync(path, 'utf8')).nonce.slice(0, 8)}`;
    Lease.claim(guard);
    assert.equal(Lease.claim(path), null, 'another process is at it');
    rewrite(guard, { pid: gone });
    assert.ok(Lease.claim(path));
    assert.deepEqual(readdirSync(dirname(path)), ['lease.json'], 'nothing is left behind');
  });

  it('goes to exactly one of several processes that want a dead one', async function () {
    this.timeout(60_000);
    const path = file();
    Lease.claim(path);
    rewrite(path, { pid: spawnSync(process.execPath, ['-e', '']).pid });
    const claim = `const { Lease } = require(${JSON.stringify(require.resolve('../../../runner/store/lease'))});
      const lease = Lease.claim(process.argv[1]); process.stdout.write(lease ? 'won' : 'lost'); setTimeout(() => {}, 4000);`;
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => {
        const child = spawn(process.execPath, ['-r', 'tsx', '-e', claim, path], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        return new Promise<string>((resolve) => child.stdout.once('data', (word) => resolve(String(word))));
      }),
    );
    assert.deepEqual(outcomes.sort(), ['lost', 'lost', 'lost', 'won']);
    assert.deepEqual(readdirSync(dirname(path)), ['lease.json']);
  });
});
