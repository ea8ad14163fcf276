import type { WeightLayout } from '../weight-layout';

/** A widespread conversion of SimCLR-v2: `{resnet, head}`. */
export const SIMCLR_V2_PYTORCH: WeightLayout = {
  name: 'simclr-v2-pytorch',
  title: 'SimCLR-v2 converted to PyTorch: encoder below resnet, in TensorFlow’s order',
  within: 'resnet',
  naming: { kind: 'pytorch-order', prefix: 'net.' },
  dropped: [{ prefix: 'fc.', reason: 'classifier' }],
};
