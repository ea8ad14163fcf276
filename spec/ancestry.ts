import { isSameDataset } from './dataset-identity';
import type { DatasetSource, Initialization, Spec } from './spec';

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
    const seen =
      (ancestor.source === 'pretrain' && isSameDataset(ancestor.on, target)) ||
      (ancestor.source === 'file' &&
        ancestor.pretrainedOn.some((name) => name === target.name || name === target.layout));
    if (seen) {
      const through = ancestor === initialization ? '' : ` by way of ${ancestor.name}`;
      return `${initialization.name} is pre-trained on ${target.name}${through}, the task's own data.`;
    }
    if (ancestor.source !== 'pretrain') return null;
  }
}

/** Names of the datasets that an initialization was trained on, itself or further up the chain, as far as is known. */
export function seenDatasets(initialization: Initialization, spec: Declared): readonly string[] {
  switch (initialization.source) {
    case 'random':
      return [];
    case 'file':
      return initialization.pretrainedOn;
    case 'pretrain':
      return [initialization.on.name, ...seenDatasets(parentOf(initialization, spec), spec)];
  }
}
