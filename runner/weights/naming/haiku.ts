import type { TensorEntry } from '../tensor-entry';
import type { BatchNormPart } from './encoder-names';
import type { FoundEncoder } from './found-encoder';

const PARAMETERS = 'experiment_state.online_params';
const STATE = 'experiment_state.online_state';

/** A module of Haiku's ResNet (haiku/_src/nets/resnet.py), and what of it. */
const MODULE =
  /\/(?:block_group_(?<group>\d)\/~\/block_(?<block>\d+)\/~\/)?(?<role>initial|shortcut)?_?(?<layer>conv|batchnorm)(?:_(?<index>\d+))?(?<average>\/~\/(?:mean|var)_ema)?\.(?<part>w|scale|offset|average)$/;

/**
 * BYOL's encoder: `…/block_group_0/~/block_0/~/conv_0.w` below the online parameters, and the averages of its batch norms below the
 * online state.
 */
export function findHaiku<Entry extends TensorEntry>(
  entries: readonly Entry[],
  parameters = PARAMETERS,
  state = STATE,
): FoundEncoder<Entry> | null {
  const tensors = new Map<string, Entry>();
  for (const entry of entries) {
    const inState = entry.name.startsWith(`${state}.`);
    if (!inState && !entry.name.startsWith(`${parameters}.`)) continue;
    if (/projector|predictor|classifier/.test(entry.name)) continue;
    const name = torchvisionName(entry.name);
    if (name !== null) tensors.set(name, entry);
  }
  if (!tensors.has('layer1.0.conv1.weight')) return null;
  return { naming: { kind: 'haiku', parameters, state }, filters: 'hwio', tensors, foreign: [] };
}

function torchvisionName(name: string): string | null {
  const found = MODULE.exec(name)?.groups;
  if (!found) return null;
  const { group, block, role, layer, index, average, part } = found;
  const suffix = partOf(layer!, average, part!);
  if (suffix === null) return null;
  if (role === 'initial') return `${layer === 'conv' ? 'conv1' : 'bn1'}.${suffix}`;
  if (group === undefined) return null;
  const inBlock = `layer${Number(group) + 1}.${block}`;
  if (role === 'shortcut') return `${inBlock}.downsample.${layer === 'conv' ? 0 : 1}.${suffix}`;
  return index === undefined ? null : `${inBlock}.${layer === 'conv' ? 'conv' : 'bn'}${Number(index) + 1}.${suffix}`;
}

function partOf(layer: string, average: string | undefined, part: string): 'weight' | BatchNormPart | null {
  if (layer === 'conv') return part === 'w' && average === undefined ? 'weight' : null;
  if (average !== undefined) {
    if (part !== 'average') return null;
    return average.includes('mean') ? 'running_mean' : 'running_var';
  }
  return part === 'scale' ? 'weight' : part === 'offset' ? 'bias' : null;
}
