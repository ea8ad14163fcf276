/** What nvidia-smi says, as published in reports of users, and what Warmstart makes of it. */
import assert from 'node:assert/strict';
import { describeGpu, readNvidiaSmi } from '../../../runner/engines/nvidia-driver';

const reasonOf = (code: number, output: string): string => {
  const { gpus, reason } = readNvidiaSmi({ code, output });
  assert.deepEqual(gpus, []);
  return reason!;
};

describe('the report of nvidia-smi', () => {
  it('names each GPU with its memory and the driver', () => {
    const { gpus, reason } = readNvidiaSmi({
      code: 0,
      output: 'NVIDIA A100-SXM4-40GB, 575.57.08, 40960 MiB, 8.0\nTesla P100-PCIE-16GB, 575.57.08, 16384 MiB, 6.0\n',
    });
    assert.equal(reason, null);
    assert.deepEqual(gpus.map(describeGpu), [
      'NVIDIA A100-SXM4-40GB, 40.0 GiB, driver 575.57.08',
      'Tesla P100-PCIE-16GB, 16.0 GiB, driver 575.57.08',
    ]);
  });

  it('takes GPUs without memory of their own', () => {
    const { gpus } = readNvidiaSmi({ code: 0, output: 'NVIDIA GB10, 580.95.05, [N/A], 12.1\n' });
    assert.equal(describeGpu(gpus[0]!), 'NVIDIA GB10, shared memory, driver 580.95.05');
  });

  it('asks for another driver where CUDA 12 does not run on this one', () => {
    for (const old of ['470.82.01', '525.60.11', '525.59']) {
      assert.match(reasonOf(0, `Tesla K80, ${old}, 11441 MiB, 3.7\n`), /too old.*525\.60\.13 or newer.*Update it/);
    }
    for (const enough of ['525.60.13', '525.85.12', '535.54', '610.88']) {
      assert.equal(readNvidiaSmi({ code: 0, output: `NVIDIA L4, ${enough}, 24564 MiB, 8.9\n` }).reason, null);
    }
    assert.match(reasonOf(2, 'Field "compute_cap" is not a valid field to query.\n\n'), /too old/);
  });

  it('leaves out GPUs that are older than the kernels, and says so where all are', () => {
    const old = 'NVIDIA GeForce GTX 970, 535.183.01, 4096 MiB, 5.2\n';
    assert.match(reasonOf(0, old), /GTX 970 has compute capability 5\.2.*6\.0/);
    const { gpus } = readNvidiaSmi({ code: 0, output: `${old}NVIDIA L4, 535.183.01, 24564 MiB, 8.9\n` });
    assert.deepEqual(
      gpus.map(({ name }) => name),
      ['NVIDIA L4'],
    );
  });

  it('tells a driver that does not answer, one that was updated, and one without a GPU apart', () => {
    const said = [
      [
        9,
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n",
        /does not answer.*Restart/,
      ],
      [
        18,
        'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.173\n',
        /was updated.*Restart/,
      ],
      [6, 'No devices were found\n', /finds no GPU.*gres=gpu/],
    ] as const;
    for (const [code, output, expected] of said) assert.match(reasonOf(code, output), expected);
  });
});
