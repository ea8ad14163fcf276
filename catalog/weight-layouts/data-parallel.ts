import type { WeightLayout } from '../weight-layout';

/** As `STATE_DICT`, saved through DataParallel. */
export const DATA_PARALLEL: WeightLayout = {
  name: 'data-parallel',
  title: 'torchvision’s names behind module., below state_dict',
  within: 'state_dict',
  naming: { kind: 'torchvision', prefix: 'module.' },
  dropped: [{ prefix: 'module.fc.', reason: 'classifier' }],
};
