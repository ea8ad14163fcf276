/** What the set-up of the native engine says where the machine lacks something. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EngineError } from '../../../runner/engines/engine-error';
import { setUpEngine } from '../../../runner/engines/set-up-engine';

describe('the set-up of the native engine', function () {
  this.timeout(30_000);
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    environment = { ...process.env };
    folder = mkdtempSync(path.join(tmpdir(), 'warmstart-set-up-'));
    // The only programs on the path are those that a test puts there.
    process.env.PATH = folder;
    delete process.env.WARMSTART_PYTHON;
    delete process.env.CXX;
  });
  afterEach(() => {
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  const program = (name: string, script: string) =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const python = (pip: string) =>
    program(
      'python3',
      `case "$1 $2 $3" in "-m pip --version") ${pip} ;; "-m pip download") exec "$0-download" ;; *) echo 3 ;; esac`,
    );
  const refused = async (): Promise<EngineError> => {
    const cache = path.join(folder, 'cache');
    try {
      await setUpEngine({ cache, build: 'cpu' });
    } catch (error) {
      assert.ok(error instanceof EngineError);
      assert.ok(!error.message.includes('\n'));
      assert.deepEqual(readdirSync(path.join(cache, 'engines')), [], 'nothing is left behind');
      return error;
    }
    throw new Error('It was set up.');
  };

  it('names Python and the compiler at once where both are missing', async () => {
    const { code, message } = await refused();
    assert.equal(code, 'no-python');
    assert.match(message, /needs Python 3 with pip: install it .+ needs a C\+\+ compiler: install one/);
  });

  it('names pip where only that is missing', async () => {
    python('exit 1');
    program('c++', 'exit 0');
    const { code, message } = await refused();
    assert.equal(code, 'no-pip');
    assert.match(message, /^Python 3 is there, but not its pip: install it/);
  });

  it('names the compiler where only that is missing', async () => {
    python('exit 0');
    const { code, message } = await refused();
    assert.equal(code, 'no-compiler');
    assert.match(message, /^The native engine needs a C\+\+ compiler: install one/);
  });

  for (const [what, said, code, expected] of [
    [
      'the network, where pip reaches none',
      "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/tensorflow-cpu/\nERROR: No matching distribution found for tensorflow-cpu",
      'download',
      /cannot reach its package index .+\(NewConnectionError\('Failed to .+ Connection refused'\)\): check the network/,
    ],
    [
      'the machine, where the index has no wheel for it',
      'ERROR: Could not find a version that satisfies the requirement (from versions: none)\nERROR: No matching distribution found for tensorflow-cpu',
      'download',
      /has no tensorflow.* for this machine: TensorFlow is built for Linux with glibc/,
    ],
    [
      'the disk, where it is full',
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
      'disk',
      /no room to download .+ WARMSTART_CACHE/,
    ],
  ] as const) {
    it(`names ${what}`, async () => {
      python('exit 0');
      program('c++', 'exit 0');
      writeFileSync(path.join(folder, 'said'), said);
      program(
        'python3-download',
        `while read -r line; do echo "$line" >&2; done < "${folder}/said"\necho "$line" >&2\nexit 1`,
      );
      const error = await refused();
      assert.equal(error.code, code);
      assert.match(error.message, expected);
    });
  }
});
