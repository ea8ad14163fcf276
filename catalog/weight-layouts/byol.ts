import type { WeightLayout } from '../weight-layout';

export const BYOL: WeightLayout = {
  name: 'byol',
  title: 'BYOL: Haiku parameters of the online network, in a pickle',
  within: null,
  naming: { kind: 'haiku', parameters: 'experiment_state.online_params', state: 'experiment_state.online_state' },
  dropped: [
    { prefix: 'experiment_state.online_params.projector', reason: 'projection head' },
    { prefix: 'experiment_state.online_params.predictor', reason: 'prediction head' },
    { prefix: 'experiment_state.online_params.classifier', reason: 'classifier' },
    { prefix: 'experiment_state.target_', reason: 'momentum copy of the network' },
    { prefix: 'experiment_state.opt_state', reason: 'state of the optimizer' },
    { prefix: 'rng', reason: 'state of the random numbers' },
  ],
};
