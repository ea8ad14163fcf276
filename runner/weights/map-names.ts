import type { NamedTensor, NamedTensors } from './named-tensors';

export interface MappedWeights {
  /** By torchvision's names: conv1.weight, bn1.weight ... layer4.2.bn3.running_var, and fc.* where the prefix has one. */
  readonly weights: NamedTensors;
  /** What stood before torchvision's names, for instance `module.encoder_q.`. */
  readonly prefix: string;
  /** Names of the file that are not below the prefix, as written: projection heads, momentum encoders, queues. */
  readonly outside: readonly string[];
}

/** torchvision's ResNet taken apart into a list of its children, as several libraries keep it. */
const CHILDREN: readonly string[] = ['conv1', 'bn1', 'relu', 'maxpool', 'layer1', 'layer2', 'layer3', 'layer4'];

/** The momentum copy of the encoder: published evaluations load the query encoder, or the one student. */
const MOMENTUM = /encoder_k|momentum|teacher|ema|target/;

/**
 * Finds a ResNet encoder among the names of a checkpoint and gives it torchvision's names. Of several encoders the one with the most
 * tensors counts, a momentum copy only when there is no other. Null when there is no encoder at all.
 */
export function mapToTorchvision(tensors: NamedTensors): MappedWeights | null {
  const candidates = [...tensors.keys()].flatMap((name) => {
    const found = /^(.*?)(conv1\.weight|0\.weight)$/.exec(name);
    return found === null || !/^(.*\.)?$/.test(found[1]!)
      ? []
      : [{ prefix: found[1]!, children: found[2] === '0.weight' }];
  });
  const encoders = candidates
    .map(({ prefix, children }) => ({ prefix, mapped: below(tensors, prefix, children) }))
    .filter(({ mapped }) => [...mapped.keys()].some((name) => /^layer1\.0\.conv1\.weight$/.test(name)))
    .sort((a, b) => Number(MOMENTUM.test(a.prefix)) - Number(MOMENTUM.test(b.prefix)) || b.mapped.size - a.mapped.size);
  const best = encoders[0];
  if (best === undefined) return null;
  const outside = [...tensors.keys()].filter((name) => !name.startsWith(best.prefix));
  return { weights: best.mapped, prefix: best.prefix, outside };
}

function below(tensors: NamedTensors, prefix: string, children: boolean): Map<string, NamedTensor> {
  const mapped = new Map<string, NamedTensor>();
  for (const [name, tensor] of tensors) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    mapped.set(children ? rest.replace(/^\d+/, (index) => CHILDREN[Number(index)] ?? index) : rest, tensor);
  }
  return mapped;
}
