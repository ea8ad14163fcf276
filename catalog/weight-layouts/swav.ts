import type { WeightLayout } from '../weight-layout';

export const SWAV: WeightLayout = {
  name: 'swav',
  title: 'SwAV: torchvision’s names behind module., the state dict itself',
  within: null,
  naming: { kind: 'torchvision', prefix: 'module.' },
  dropped: [
    { prefix: 'module.projection_head.', reason: 'projection head' },
    { prefix: 'module.prototypes', reason: 'prototypes of the clusters' },
  ],
};
