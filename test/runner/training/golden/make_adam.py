"""Steps of PyTorch's Adam with numbers of its own, on gradients that are given. Refresh: npm run golden -- training."""
import json, os
import numpy as np
import torch

SETTINGS = {
    'usual': {},
    'others': {'beta1': 0.5, 'beta2': 0.9, 'epsilon': 1e-3, 'weightDecay': 0.1},
}
draw = np.random.default_rng(1)
start = draw.standard_normal(4).astype(np.float32).tolist()
gradients = draw.standard_normal((5, 4)).astype(np.float32).tolist()


def steps(beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0.0):
    weights = torch.nn.Parameter(torch.tensor(start))
    optimizer = torch.optim.Adam([weights], lr=0.01, betas=(beta1, beta2), eps=epsilon, weight_decay=weightDecay)
    for gradient in gradients:
        weights.grad = torch.tensor(gradient)
        optimizer.step()
    return weights.tolist()


golden = {
    'torch': torch.__version__,
    'start': start,
    'gradients': gradients,
    'cases': [{'settings': settings, 'weights': steps(**settings)} for settings in SETTINGS.values()],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'adam.json'), 'w') as f:
    json.dump(golden, f, indent=None)
