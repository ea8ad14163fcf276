import { type EngineBuild, TENSORFLOW_VERSION } from './native-engine';
import { cudaRequirements, downloadWheels, unpackWheels, wheelPackage } from './tensorflow-wheel';

/** What is downloaded for x86-64, in MB; only progress depends on it. */
const DOWNLOAD_MB: Readonly<Record<EngineBuild, number>> = { cpu: 274, cuda: 3380 };

/**
 * TensorFlow's libraries and headers into work/lib and work/include, and into work/nvidia what of NVIDIA's its wheel asks for.
 * @param onProgress what is being done, and the share of the fetching that is behind, in [0, 1]
 * @returns the wheel's package
 */
export async function fetchLibraries(
  build: EngineBuild,
  python: string,
  work: string,
  onProgress: (text: string, share: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const wheel = wheelPackage(build);
  const total = DOWNLOAD_MB[build];
  let [behind, told] = [0, -1];
  const fetch = async (requirements: readonly string[]): Promise<string> => {
    let come = 0;
    const note = (megabytes: number): void => {
      come = Math.max(come, megabytes);
      const done = Math.min(behind + come, total);
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told)
        onProgress(`Downloading TensorFlow ${TENSORFLOW_VERSION}: ${done} of ${total} MB`, done / total);
      told = Math.max(told, tenth);
    };
    await downloadWheels(python, work, requirements, note, signal);
    behind += come;
    onProgress('Unpacking the libraries', Math.min(behind / total, 1));
    return unpackWheels(python, work, signal);
  };
  const required = await fetch([`${wheel}==${TENSORFLOW_VERSION}`]);
  if (build === 'cuda') await fetch(cudaRequirements(required));
  return wheel;
}
