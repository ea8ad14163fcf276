import type { WeightLayout } from '../weight-layout';

/** What PyTorch's ImageNet example saves: `{epoch, arch, state_dict, …}`. */
export const STATE_DICT: WeightLayout = {
  name: 'state-dict',
  title: 'torchvision’s names below state_dict',
  within: 'state_dict',
  naming: { kind: 'torchvision', prefix: '' },
  dropped: [
    { prefix: 'fc.', reason: 'classifier' },
    { prefix: 'best_acc', reason: 'score of the training that wrote it' },
  ],
};
