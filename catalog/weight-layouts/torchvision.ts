import type { WeightLayout } from '../weight-layout';

export const TORCHVISION: WeightLayout = {
  name: 'torchvision',
  title: 'torchvision: the state dict itself',
  within: null,
  naming: { kind: 'torchvision', prefix: '' },
  dropped: [{ prefix: 'fc.', reason: 'classifier' }],
};
