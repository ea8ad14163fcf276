import type { WeightLayout } from '../weight-layout';

/** SimCLR-v1 and -v2 as their authors publish them. */
export const SIMCLR: WeightLayout = {
  name: 'simclr',
  title: 'SimCLR: TensorFlow variables base_model/conv2d_N and batch_normalization_N',
  within: null,
  naming: { kind: 'tensorflow-order', scope: 'base_model/' },
  dropped: [
    { prefix: 'head_', reason: 'projection head' },
    { prefix: 'global_step', reason: 'step count' },
  ],
};
