import type { WeightLayout } from '../weight-layout';

export const MOCO: WeightLayout = {
  name: 'moco',
  title: 'MoCo: query encoder behind module.encoder_q., below state_dict',
  within: 'state_dict',
  naming: { kind: 'torchvision', prefix: 'module.encoder_q.' },
  dropped: [
    { prefix: 'module.encoder_q.fc.', reason: 'projection head' },
    { prefix: 'module.encoder_k.', reason: 'momentum copy of the encoder' },
    { prefix: 'module.queue', reason: 'queue of negative examples' },
  ],
};
