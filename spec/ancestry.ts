import { isSameDataset } from './dataset-identity';
import type { DatasetSource, Initialization, SeenDataset, Spec } from './spec';

type Pretrained = Extract<Initialization, { source: 'pretrain' }>;
type Declared = Pick<Spec, 'initializations' | 'origins'>;

/** What an initialization is pre-trained from. A spec that was read without errors has it, and no circles. */
export function parentOf({ name, from }: Pretrained, { initializations, origins }: Declared): Initialization {
  const parent = [...initializations, ...origins].find((one) => one.name === from);
  if (parent === undefined)
    throw new Error(`${name} is pre-trained from ${from}, which the spec does not declare. Declare it.`);
  return parent;
}

/** Why fine-tuning on `target` from here would say nothing, in a sentence; null where it says something. */
export function whyNotApplicable(initialization: Initialization, target: DatasetSource, spec: Declared): string | null {
  for (let ancestor = initialization; ; ancestor = parentOf(ancestor, spec)) {
    const seen = ownSeen(ancestor).find((dataset) => isOf(dataset, target));
    if (seen !== undefined) {
      const through = ancestor === initialization ? '' : ` by way of ${ancestor.name}`;
      return `${initialization.name} is pre-trained on ${nameOf(seen)}${through}, the task's own data.`;
    }
    if (ancestor.source !== 'pretrain') return null;
  }
}

/** The datasets that an initialization was trained on, itself or further up the chain, as far as is known. */
export function seenDatasets(initialization: Initialization, spec: Declared): readonly SeenDataset[] {
  const own = ownSeen(initialization);
  return initialization.source === 'pretrain' ? [...own, ...seenDatasets(parentOf(initialization, spec), spec)] : own;
}

export function nameOf(seen: SeenDataset): string {
  return typeof seen === 'string' ? seen : seen.name;
}

function ownSeen(initialization: Initialization): readonly SeenDataset[] {
  switch (initialization.source) {
    case 'random':
      return [];
    case 'file':
      return initialization.pretrainedOn;
    case 'pretrain':
      return [initialization.on];
  }
}

function isOf(seen: SeenDataset, target: DatasetSource): boolean {
  return typeof seen === 'string' ? seen === target.name || seen === target.layout : isSameDataset(seen, target);
}
