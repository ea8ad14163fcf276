"""Learning rates by PyTorch's schedulers on made-up validation losses. Refresh: npm run golden."""
import json, os
import torch

losses = [1.0, 0.9, 0.9, 0.95, 0.89995, 0.9, 0.9, 0.9, 0.8, 0.81, 0.79999, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]


def rates(make):
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], lr=2e-4)
    scheduler = make(optimizer)
    found = []
    for loss in losses:
        optimizer.step()
        scheduler.step(loss) if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau) else scheduler.step()
        found.append(optimizer.param_groups[0]['lr'])
    return found


golden = {
    'torch': torch.__version__,
    'losses': losses,
    'plateau': rates(lambda o: torch.optim.lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=3, threshold=1e-4)),
    'impatient': rates(lambda o: torch.optim.lr_scheduler.ReduceLROnPlateau(o, factor=0.1, patience=0, threshold=1e-2)),
    'cosine': rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=20)),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schedules.json'), 'w') as f:
    json.dump(golden, f, indent=1)
