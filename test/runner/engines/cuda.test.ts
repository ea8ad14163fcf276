/** The parts of the set-up for NVIDIA's GPUs that need none: which packages, which paths, and which reason is given first. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cudaLoaderEnvironment, cudaSettings } from '../../../runner/engines/cuda-environment';
import { judgeGpu } from '../../../runner/engines/examine-gpu';
import {
  type EngineBuild,
  findNativeEngine,
  type NativeEngine,
  nativeEngineFolder,
} from '../../../runner/engines/native-engine';
import { hasNvidiaDriver, readNvidiaSmi } from '../../../runner/engines/nvidia-driver';
import { cudaRequirements, wheelPackage } from '../../../runner/engines/tensorflow-wheel';

/** An engine's folder as the set-up leaves it, with libraries of one byte. */
function fakeEngine(build: EngineBuild, cache: string): NativeEngine {
  const folder = nativeEngineFolder(build, cache);
  const files = ['lib/tfjs_binding.node', 'nvidia/cudnn/lib/libcudnn.so.9', 'nvidia/cuda_nvcc/bin/ptxas'];
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), 'x');
  }
  const manifest = { binding: files[0]!, version: '2.21.0', wheel: 'tensorflow' };
  const records = files.map((file) => ({ path: file, bytes: 1, sha256: '' }));
  writeFileSync(path.join(folder, 'engine.json'), JSON.stringify({ ...manifest, files: records }));
  return { ...manifest, build, folder, files: records };
}

const cacheFolder = (): string => mkdtempSync(path.join(tmpdir(), 'warmstart-cache-'));

describe('the set-up for CUDA', () => {
  it('takes the NVIDIA packages that the wheel of TensorFlow names, and no others', () => {
    // From the METADATA of tensorflow-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl.
    const metadata = `Requires-Dist: ml_dtypes<1.0.0,>=0.5.1
Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"
Requires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"
Requires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"
Requires-Dist: tensorflow-io-gcs-filesystem>=0.23.1; (sys_platform != "win32" and python_version < "3.13") and extra == "gcs-filesystem"
`;
    assert.deepEqual(cudaRequirements(metadata), [
      'nvidia-cublas-cu12<13.0,>=12.5.3.2',
      'nvidia-cudnn-cu12<10.0,>=9.3.0.75',
      'nvidia-nccl-cu12<3.0,>=2.27.7',
    ]);
  });

  it('knows the package of each architecture, and says where there is none', () => {
    assert.equal(wheelPackage('cpu', 'x64'), 'tensorflow-cpu');
    assert.equal(wheelPackage('cuda', 'x64'), 'tensorflow');
    assert.equal(wheelPackage('cpu', 'arm64'), 'tensorflow');
    assert.throws(() => wheelPackage('cuda', 'arm64'), /x86-64 with CUDA, and this machine is arm64.*--engine cpu/);
    assert.throws(() => wheelPackage('cpu', 'riscv64'), /x86-64 and arm64, and this machine is riscv64.*wasm/);
  });

  it('keeps both builds in one cache and takes the one that suits the machine', () => {
    const cache = cacheFolder();
    const cuda = fakeEngine('cuda', cache);
    assert.equal(findNativeEngine(cache)?.folder, cuda.folder);
    const cpu = fakeEngine('cpu', cache);
    assert.equal(findNativeEngine(cache)?.folder, hasNvidiaDriver() ? cuda.folder : cpu.folder);
  });

  it('shows the loader the folders of NVIDIA’s libraries, before those the user names, and once', () => {
    const engine = fakeEngine('cuda', cacheFolder());
    const { LD_LIBRARY_PATH } = cudaLoaderEnvironment(engine, { LD_LIBRARY_PATH: '/opt/lib' });
    assert.equal(LD_LIBRARY_PATH, `${engine.folder}/nvidia/cudnn/lib:/opt/lib`);
    assert.deepEqual(cudaLoaderEnvironment(engine, { LD_LIBRARY_PATH }), {});
    assert.deepEqual(cudaLoaderEnvironment({ ...engine, build: 'cpu' }, {}), {});
    assert.deepEqual(cudaLoaderEnvironment(null, {}), {});
    assert.match(cudaSettings(engine).XLA_FLAGS!, /=.*\/nvidia\/cuda_nvcc$/);
  });

  it('gives the first reason why a GPU does not train', () => {
    const driver = readNvidiaSmi({ code: 0, output: 'NVIDIA L4, 550.90.07, 24564 MiB, 8.9\n' });
    const missing = { gpus: [], reason: 'no NVIDIA driver is here' } as const;
    const cuda = fakeEngine('cuda', cacheFolder());
    const reason = (...[of, engine, used, environment]: Parameters<typeof judgeGpu>) =>
      judgeGpu(of, engine, used, environment).reason;
    assert.equal(reason(missing, cuda, false, {}), 'no NVIDIA driver is here');
    assert.match(reason(driver, null, false, {})!, /NVIDIA L4.*engine setup --engine cuda/);
    assert.match(reason(driver, { ...cuda, build: 'cpu' }, false, {})!, /engine setup --engine cuda/);
    assert.match(reason(driver, cuda, false, { CUDA_VISIBLE_DEVICES: '-1' })!, /CUDA_VISIBLE_DEVICES="-1" hides/);
    assert.match(reason(driver, cuda, false, { CUDA_VISIBLE_DEVICES: '0' })!, /does not use NVIDIA L4/);
    assert.deepEqual(judgeGpu(driver, cuda, true, {}), {
      works: 'NVIDIA L4, 24.0 GiB, driver 550.90.07',
      reason: null,
    });
  });
});
