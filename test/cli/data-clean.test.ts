import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Lease } from '../../runner/store/lease';
import { runnerLease, writeRunnerRecord } from '../../runner/store/runner-record';
import { StoreFolder } from '../../runner/store/store-folder';
import { smallSpec, specFolder, warmstart } from './process';

describe('warmstart data clean', function () {
  this.timeout(60_000);

  it('removes prepared and drawn images, and leaves results; not while a runner works', async () => {
    const { spec } = specFolder(smallSpec());
    const store = StoreFolder.beside(spec);
    const files = [store.prepared, store.phantoms, store.cell('a').root].map((folder) =>
      path.join(folder, 'x', 'y.bin'),
    );
    for (const file of files) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, Buffer.alloc(1_500_000));
    }
    const runner = store.runner('one');
    const lease = Lease.claim(runnerLease(runner));
    writeRunnerRecord(runner, { nonce: 'one', spec, started: new Date().toISOString(), header: null, ended: null });
    const refused = await warmstart('data', 'clean', spec);
    assert.deepEqual([refused.code, files.map((file) => existsSync(file))], [1, [true, true, true]]);
    assert.match(refused.stderr, /A runner works in .*stop it first/);

    lease!.release();
    const { code, stdout } = await warmstart('data', 'clean', spec);
    assert.deepEqual([code, files.map((file) => existsSync(file))], [0, [false, false, true]]);
    assert.match(stdout, /^3 MB of prepared and drawn images removed from /);
    assert.match((await warmstart('data', 'clean', spec)).stdout, /^0 B /);
  });
});
