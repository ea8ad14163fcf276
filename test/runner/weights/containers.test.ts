import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementKind } from '../../../runner/weights/element-kinds';
import { inspectWeights, readTensor } from '../../../runner/weights/inspect-weights';
import { writeTensorFile } from '../../../runner/weights/tensor-file';
import { tensorStatistics } from '../../../statistics/tensor-statistics';
import { unpackGolden } from './golden-files';

interface Expected {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

const folder = unpackGolden('containers');
const { files } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  files: Record<string, Record<string, Expected>>;
};

describe('containers', () => {
  after(() => rmSync(folder, { recursive: true }));

  for (const [file, expected] of Object.entries(files)) {
    it(`finds the tensors of ${file} and every byte of them, as PyTorch and NumPy do`, async () => {
      const { tensors } = await inspectWeights(join(folder, file), { hash: true });
      const found = tensors.map(({ name, dtype, shape, sha256 }) => [name, { dtype, shape, sha256 }]);
      assert.deepEqual(Object.fromEntries(found), expected);
    });
  }

  it('says what else is in a checkpoint, and under which key the state dict lies', async () => {
    const { metadata, within, container } = await inspectWeights(join(folder, 'kinds-legacy.pth'));
    assert.deepEqual(metadata, { epoch: '3', arch: 'resnet50', best: '0.5' });
    assert.deepEqual([within, container], ['state_dict', 'pytorch-legacy']);
  });

  it('reads the numbers of one tensor', async () => {
    const file = join(folder, 'kinds.pth');
    for (const name of ['float64', 'float32', 'float16', 'bfloat16']) {
      const data = await readTensor(file, name);
      assert.deepEqual([...data].slice(0, 3), [0, 1.5, -2.25], name);
      assert.deepEqual(data[4], Infinity, name);
      assert.ok(Number.isNaN(data[5]), name);
    }
    for (const name of ['float8_e4m3fn', 'float8_e5m2'])
      assert.deepEqual([...(await readTensor(file, name))], [0, 1.5, -2], name);
    for (const name of ['int64', 'int32', 'int16', 'int8', 'uint8', 'uint16', 'uint32', 'uint64'])
      assert.deepEqual([...(await readTensor(file, name))], [0, 1, 100], name);
    await assert.rejects(readTensor(file, 'complex64'), { code: 'unsupported' });
    await assert.rejects(readTensor(file, 'none'), { code: 'not-found' });
  });

  it('reads numbers of 64 bits as they are', async () => {
    const file = join(folder, 'wide.safetensors');
    const tensor = (kind: ElementKind, numbers: Float64Array | BigInt64Array | BigUint64Array | Uint32Array) =>
      [kind, { kind, shape: [numbers.length], bytes: new Uint8Array(numbers.buffer as ArrayBuffer) }] as const;
    const tensors = [
      tensor('I64', BigInt64Array.of(2n ** 40n, -(2n ** 40n))),
      tensor('U64', BigUint64Array.of(2n ** 60n)),
      tensor('U32', Uint32Array.of(2 ** 32 - 1)),
      tensor('F64', Float64Array.of(1e300, 0.1)),
    ];
    await writeTensorFile(file, new Map(tensors), {});
    const numbers = await Promise.all(tensors.map(([name]) => readTensor(file, name)));
    assert.deepEqual(
      numbers.map((data) => [...data]),
      [[2 ** 40, -(2 ** 40)], [2 ** 60], [2 ** 32 - 1], [1e300, 0.1]],
    );
    assert.equal(tensorStatistics(numbers[0]!).maximum, 2 ** 40);
  });

  for (const file of ['whole-module.pth', 'module-inside.pth', 'torchscript.pt']) {
    it(`says how to save the state dict of ${file}`, async () => {
      await assert.rejects(inspectWeights(join(folder, file)), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'whole-module');
        assert.match(error.message, /torch\.save\(.*state_dict\(\)/);
        return true;
      });
    });
  }

  it('does not open Python objects inside of arrays', async () => {
    await assert.rejects(inspectWeights(join(folder, 'objects.npy')), { code: 'unsupported' });
  });
});
