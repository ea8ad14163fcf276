"""Learning rates, best epochs and early stops of whole runs, by PyTorch's schedulers and a plain loop. Refresh: npm run golden -- training."""
import json, math, os
import numpy as np
import torch

PLATEAU = {'factor': 0.5, 'patience': 5, 'threshold': 1e-4}
# The paper's recipe for classification and for segmentation, and the quick one, as the test's specs say.
RECIPES = {
    'DXC14': {'rate': 2e-4, 'plateau': PLATEAU, 'epochs': 1000, 'early_stopping': 11},
    'LXS': {'rate': 1e-3, 'cosine': 200, 'epochs': 200, 'early_stopping': 21},
    'LXS of 30 epochs': {'rate': 1e-3, 'cosine': 30, 'epochs': 30, 'early_stopping': 21},
    'LXS down to a minimum': {'rate': 1e-3, 'cosine': 30, 'minimum': 1e-4, 'epochs': 30, 'early_stopping': 21},
    'DXC14 down to a minimum': {'rate': 2e-4, 'plateau': {**PLATEAU, 'min_lr': 3e-5}, 'epochs': 1000, 'early_stopping': 40},
    'quick': {'rate': 1e-3, 'cosine': 20, 'epochs': 20, 'early_stopping': None},
}


def scheduled(recipe):
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], lr=recipe['rate'])
    if 'plateau' in recipe:
        return optimizer, torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **recipe['plateau'])
    return optimizer, torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe['cosine'], recipe.get('minimum', 0))


def advance(optimizer, scheduler, loss):
    optimizer.step()
    scheduler.step(*([loss] if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau) else []))
    return optimizer.param_groups[0]['lr']


def run(name, losses):
    """The loop of a training script, on losses that are given."""
    recipe = RECIPES[name]
    optimizer, scheduler = scheduled(recipe)
    best, best_epoch, rates = math.inf, 0, []
    for epoch, loss in enumerate(losses[: recipe['epochs']], 1):
        rates.append(optimizer.param_groups[0]['lr'])
        advance(optimizer, scheduler, loss)
        if loss < best:
            best, best_epoch = loss, epoch
        if recipe['early_stopping'] and epoch - best_epoch >= recipe['early_stopping']:
            break
    # More losses than are needed: the other side must find the end by itself.
    return {'recipe': name, 'losses': losses[: len(rates) + 30], 'rates': rates, 'bestEpoch': best_epoch}


def curve(seed, length, noise, rise):
    """Falls, then rises as an overfitting network's does; rounded, so that losses tie."""
    epochs = np.arange(length)
    shape = 0.2 + 0.5 * np.exp(-epochs / 15) + rise * epochs
    return (shape + noise * np.random.default_rng(seed).standard_normal(length)).round(3).tolist()


runs = {
    'a classifier that overfits': run('DXC14', curve(1, 1000, 0.02, 0.001)),
    'a classifier that goes on for long': run('DXC14', curve(2, 1000, 0.004, -0.0001)),
    'a classifier whose first epoch is its best': run('DXC14', np.linspace(0.5, 0.9, 100).round(3).tolist()),
    'a classifier whose losses all tie': run('DXC14', [0.25] * 100),
    # Better for early stopping, never for the plateau's threshold: the rate falls until it would change by less than 1e-8.
    'a classifier that hardly gets better': run('DXC14', [round(0.7 * (1 - 1e-5) ** epoch, 8) for epoch in range(1000)]),
    'a segmenter of two hundred epochs': run('LXS', curve(3, 200, 0.002, -0.001)),
    'a segmenter that stops early': run('LXS', curve(4, 200, 0.01, 0.002)),
    'a segmenter of thirty epochs': run('LXS of 30 epochs', curve(6, 30, 0.01, -0.001)),
    'a segmenter whose learning rate ends above 0': run('LXS down to a minimum', curve(7, 30, 0.01, -0.001)),
    'a classifier whose learning rate has a minimum': run('DXC14 down to a minimum', curve(8, 1000, 0.004, 0)),
    'a quick run': run('quick', curve(5, 20, 0.05, 0.02)),
}


def rates(recipe, losses):
    optimizer, scheduler = scheduled(recipe)
    return [advance(optimizer, scheduler, loss) for loss in losses]


# A loss that is no number ends a run; what schedules make of it is PyTorch's all the same. null: NaN.
odd = [math.nan, 1.0, 0.9, 0.9, math.nan, 0.95, 0.89995, 0.9, 0.9, 0.8, 0.81, 0.79999, *[0.8] * 12]
golden = {
    'torch': torch.__version__,
    'runs': runs,
    'losses': [None if math.isnan(loss) else loss for loss in odd],
    'plateau': rates({'rate': 2e-4, 'plateau': {'factor': 0.5, 'patience': 3, 'threshold': 1e-4}}, odd),
    'impatient': rates({'rate': 2e-4, 'plateau': {'factor': 0.1, 'patience': 0, 'threshold': 1e-2}}, odd),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schedules.json'), 'w') as f:
    json.dump(golden, f, indent=None)
