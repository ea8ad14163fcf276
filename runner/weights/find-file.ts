import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { WeightsError } from './weights-error';

/**
 * The absolute path of a weight file as written in a spec: absolute, below the home folder (`~/`), relative to the spec's folder, or a
 * name below the folder of weights. Where a PyTorch file has a .safetensors of the same name beside it, or only that is there, that is it.
 *
 * @param weightsFolder absolute; null when the spec gives none.
 * @throws WeightsError that says where was looked.
 */
export async function findWeightsFile(
  written: string,
  specFolder: string,
  weightsFolder: string | null,
): Promise<string> {
  const expanded = written.startsWith('~/') ? join(homedir(), written.slice(2)) : written;
  const folders = weightsFolder === null ? [specFolder] : [specFolder, weightsFolder];
  const paths = [...new Set(folders.map((folder) => resolve(folder, expanded)))];
  for (const path of paths.flatMap((path) => [asSafetensors(path), path])) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return path;
  }
  const elsewhere = weightsFolder === null ? ', or give the folder of the weights as `weights`' : '';
  throw new WeightsError(
    'not-found',
    written,
    `there is no such file; looked for ${paths.join(' and ')}. Put it there${elsewhere}.`,
  );
}

/** `resnet50.pth`, `moco.pth.tar` and `moco.safetensors` have the same .safetensors. */
function asSafetensors(path: string): string {
  const bare = extname(path) === '.tar' ? path.slice(0, -'.tar'.length) : path;
  const ending = extname(bare);
  return ['.pth', '.pt', '.bin', '.ckpt'].includes(ending) ? `${bare.slice(0, -ending.length)}.safetensors` : path;
}
