import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectWeights } from '../../../runner/weights/inspect-weights';
import { writePth } from '../../../runner/weights/write-pth';
import { peerPython } from '../../../scripts/set-up/peer.mjs';
import { EXPORTED } from './golden/export-fixture';

const GOLDEN = join(import.meta.dirname, 'golden');

interface Loaded {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

describe('writePth', () => {
  const { tensors: loaded } = JSON.parse(readFileSync(join(GOLDEN, 'export.json'), 'utf8')) as {
    tensors: Record<string, Loaded>;
  };
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
    file = join(folder, 'deep', 'weights.pth');
    await writePth(file, EXPORTED);
  });
  after(() => rm(folder, { recursive: true }));

  it('writes the very file that PyTorch has read with weights_only=True', () => {
    assert.deepEqual(readFileSync(file), readFileSync(join(GOLDEN, 'export.pth')));
  });

  it('writes what PyTorch and our reader find the same tensors in', async () => {
    const { tensors, container } = await inspectWeights(file, { hash: true });
    assert.equal(container, 'pytorch-zip');
    const found = tensors.map(({ name, dtype, shape, sha256 }) => [name, { dtype, shape, sha256 }]);
    assert.deepEqual(Object.fromEntries(found), loaded);
  });

  it('is read by the PyTorch that is here, with weights_only=True', function () {
    if (!existsSync(peerPython)) this.skip();
    this.timeout(120_000);
    const program = 'import sys, torch; print(*torch.load(sys.argv[1], weights_only=True))';
    const { stdout, stderr } = spawnSync(peerPython, ['-c', program, file], { encoding: 'utf8' });
    assert.equal(stdout.trim(), [...EXPORTED.keys()].join(' '), stderr);
  });
});
