"""PyTorch's side of a duel, as fast as its documentation makes it: channels-last, fused Adam, inference mode.

`python step.py CASE-AS-JSON`. Says `ready` after the first step; then takes one step for every line that comes in and answers with its
milliseconds; `end` is answered with the peak memory in megabytes.
"""
import json
import os
import resource
import sys
import time

import torch

CLASSES = 14  # labels of ChestX-ray14


def build(case):
    if case['kind'] == 'classification':
        import torchvision

        return torchvision.models.get_model(case['encoder'], num_classes=CLASSES)
    import segmentation_models_pytorch

    return segmentation_models_pytorch.Unet(case['encoder'], encoder_weights=None, classes=1)


def main():
    case = json.loads(sys.argv[1])
    torch.set_num_threads(int(os.environ['BENCH_THREADS']))
    network = build(case).to(memory_format=torch.channels_last)
    images = torch.rand(case['batch'], 3, case['size'], case['size']).to(memory_format=torch.channels_last)
    shape = (case['batch'], CLASSES) if case['kind'] == 'classification' else (case['batch'], 1, case['size'], case['size'])
    targets = torch.rand(shape).round()
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(network.parameters(), 1e-4, fused=True)

    def train():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(network(images), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    @torch.inference_mode()
    def infer():
        logits = network(images)
        return loss_of(logits, targets).item(), torch.sigmoid(logits).numpy()

    step = train if case['mode'] == 'train' else infer
    network.train(case['mode'] == 'train')
    step()
    print('ready', flush=True)
    for line in sys.stdin:
        if line.strip() == 'end':
            break
        started = time.perf_counter()
        step()
        print((time.perf_counter() - started) * 1000, flush=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


main()
