import type { WeightLayout } from '../weight-layout';

export const PYCONTRAST: WeightLayout = {
  name: 'pycontrast',
  title: 'PyContrast: encoder behind module.encoder., below model',
  within: 'model',
  naming: { kind: 'torchvision', prefix: 'module.encoder.' },
  dropped: [
    { prefix: 'module.head', reason: 'projection head' },
    { prefix: 'module.jigsaw', reason: 'jigsaw head' },
  ],
};
