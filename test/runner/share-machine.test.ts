import assert from 'node:assert/strict';
import { machineShares, visibleGpus } from '../../runner/share-machine';

describe('what runners take of a machine', () => {
  it('is all of it for one', () => {
    assert.deepEqual(machineShares(1, 16, ['0', '1']), [{ environment: {}, threads: null }]);
  });

  it('is a GPU each, and they go round', () => {
    const shares = machineShares(3, 12, ['0', 'GPU-5f']);
    assert.deepEqual(
      shares.map(({ environment }) => environment),
      [{ CUDA_VISIBLE_DEVICES: '0' }, { CUDA_VISIBLE_DEVICES: 'GPU-5f' }, { CUDA_VISIBLE_DEVICES: '0' }],
    );
    assert.deepEqual(
      shares.map(({ threads }) => threads),
      [4, 4, 4],
    );
  });

  it('is a part of the processors without a GPU, at least one', () => {
    const few = (threads: string) => ({ TF_NUM_INTRAOP_THREADS: threads, TF_NUM_INTEROP_THREADS: threads });
    assert.deepEqual(machineShares(2, 16, [])[1], { environment: few('8'), threads: 8 });
    assert.deepEqual(machineShares(4, 2, [])[3], { environment: few('1'), threads: 1 });
  });

  it('keeps to the GPUs that the environment leaves, as CUDA reads it', () => {
    assert.deepEqual(visibleGpus(2, {}), ['0', '1']);
    assert.deepEqual(visibleGpus(4, { CUDA_VISIBLE_DEVICES: '3, 1' }), ['3', '1']);
    assert.deepEqual(visibleGpus(4, { CUDA_VISIBLE_DEVICES: 'MIG-1a,GPU-2b' }), ['MIG-1a', 'GPU-2b']);
    assert.deepEqual(visibleGpus(4, { CUDA_VISIBLE_DEVICES: '0,-1,2' }), ['0']);
    assert.deepEqual(visibleGpus(4, { CUDA_VISIBLE_DEVICES: '' }), []);
  });
});
