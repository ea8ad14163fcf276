"""The protocol in plain PyTorch, as one would write it: torchvision, segmentation_models_pytorch, albumentations, a DataLoader with workers.

`python protocol.py MATRIX-AS-JSON-FILE` trains every task from every initialization as often as the matrix says, and prints a line of JSON for
each run: task, initialization, run, the score of the test part, seconds.
"""
import copy
import json
import os
import sys
import time

import albumentations as A
import cv2
import numpy as np
import segmentation_models_pytorch as smp
import torch
import torchvision
from PIL import Image
from safetensors.torch import load_file
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import v2 as T

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
THREADS = int(os.environ['BENCH_THREADS'])


class Labelled(Dataset):
    def __init__(self, examples, size, views):
        tensor = [T.ToImage(), T.ToDtype(torch.float32, scale=True), T.Normalize(MEAN, STD)]
        whole = T.Resize((size + 2 * round(size / 14),) * 2)
        self.examples = examples
        self.transform = {
            'train': T.Compose([T.RandomResizedCrop(size), T.RandomHorizontalFlip(), T.RandomRotation(7), *tensor]),
            'centre': T.Compose([whole, T.CenterCrop(size), *tensor]),
            'ten': T.Compose([whole, T.TenCrop(size), lambda crops: torch.stack([T.Compose(tensor)(crop) for crop in crops])]),
        }[views]

    def __len__(self):
        return len(self.examples)

    def __getitem__(self, index):
        example = self.examples[index]
        image = Image.open(example['image']).convert('RGB')
        return self.transform(image), torch.tensor(example['labels'], dtype=torch.float32)


class Masked(Dataset):
    def __init__(self, examples, size, views):
        mirror = {'border_mode': cv2.BORDER_REFLECT_101, 'p': 1}
        smallest = round(156 / 224 * size)
        scale = size / 224
        changes = [
            A.OneOf([A.RandomBrightnessContrast(p=1), A.RandomGamma(p=1)], p=0.3),
            A.OneOf(
                [
                    A.ElasticTransform(120 * scale**2, 6 * scale, noise_distribution='uniform', **mirror),
                    A.GridDistortion(**mirror),
                    A.OpticalDistortion(2, **mirror),
                ],
                p=0.3,
            ),
            A.RandomSizedCrop((smallest, size), (size, size), p=0.25),
        ]
        self.examples = examples
        self.size = (size, size)
        self.transform = A.Compose([*(changes if views == 'train' else []), A.Normalize(MEAN, STD), A.ToTensorV2()])

    def __len__(self):
        return len(self.examples)

    def __getitem__(self, index):
        example = self.examples[index]
        image = Image.open(example['image']).convert('RGB').resize(self.size, Image.Resampling.BILINEAR)
        mask = Image.open(example['mask']).convert('L').resize(self.size, Image.Resampling.NEAREST)
        changed = self.transform(image=np.asarray(image), mask=(np.asarray(mask) > 127).astype(np.float32))
        return changed['image'], changed['mask'][None]


def build(task, checkpoint):
    if task['kind'] == 'classification':
        model = torchvision.models.get_model(task['encoder'], num_classes=task['classes'])
        torch.nn.init.normal_(model.fc.weight, std=0.01)
        torch.nn.init.zeros_(model.fc.bias)
        encoder = model
    else:
        model = smp.Unet(task['encoder'], encoder_weights=None, classes=1)
        encoder = model.encoder
    if checkpoint:
        weights = load_file(checkpoint)
        # Compared by name, since segmentation_models_pytorch's encoders load without saying what was missing.
        missing = encoder.state_dict().keys() - weights.keys()
        assert all(name.startswith('fc.') or name.endswith('num_batches_tracked') for name in missing), missing
        encoder.load_state_dict(weights, strict=False)
    return model.to(memory_format=torch.channels_last)


def loss_of(task, logits, targets):
    if task['loss'] == 'binary-cross-entropy':
        return binary_cross_entropy_with_logits(logits, targets)
    outputs = torch.sigmoid(logits)
    return 1 - (2 * (outputs * targets).sum() + 1) / (outputs.sum() + targets.sum() + 1)


def batches(loader):
    for images, targets in loader:
        yield images.to(memory_format=torch.channels_last) if images.ndim == 4 else images, targets


@torch.inference_mode()
def validate(task, model, loader):
    model.eval()
    total, count = 0.0, 0
    for images, targets in batches(loader):
        total += loss_of(task, model(images), targets).item() * len(images)
        count += len(images)
    return total / count


@torch.inference_mode()
def test(task, model, loader):
    model.eval()
    outputs, truths = [], []
    for images, targets in batches(loader):
        if images.ndim == 5:  # ten crops of each image
            views = images.flatten(0, 1).to(memory_format=torch.channels_last)
            outputs.append(torch.sigmoid(model(views)).unflatten(0, images.shape[:2]).mean(1))
        else:
            outputs.append(torch.sigmoid(model(images)))
        truths.append(targets)
    outputs, truths = torch.cat(outputs).numpy(), torch.cat(truths).numpy()
    if task['kind'] == 'classification':
        return roc_auc_score(truths, outputs)
    found, there = outputs > 0.5, truths > 0.5
    marked = found.sum((1, 2, 3)) + there.sum((1, 2, 3))
    return np.where(marked == 0, 1, 2 * (found & there).sum((1, 2, 3)) / np.maximum(marked, 1)).mean()


def run(task, checkpoint, seed):
    torch.manual_seed(seed)
    data = Labelled if task['kind'] == 'classification' else Masked
    size, batch = task['imageSize'], task['batchSize']

    def loader(part, views, batch=batch, **options):
        dataset = data(task['parts'][part], size, views)
        return DataLoader(dataset, batch, num_workers=THREADS, persistent_workers=True, **options)

    train = loader('train', 'train', shuffle=True)
    validation = loader('validation', 'centre')
    model = build(task, checkpoint)
    optimizer = torch.optim.Adam(model.parameters(), task['learningRate'])
    schedule = task['schedule']
    if schedule['kind'] == 'plateau':
        scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
            optimizer, factor=schedule['factor'], patience=schedule['patience'], threshold=schedule['threshold']
        )
    else:
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, schedule['epochs'])
    best, best_epoch, best_state = float('inf'), 0, None
    for epoch in range(1, task['epochs'] + 1):
        model.train()
        for images, targets in batches(train):
            optimizer.zero_grad()
            loss_of(task, model(images), targets).backward()
            optimizer.step()
        loss = validate(task, model, validation)
        scheduler.step(*([loss] if schedule['kind'] == 'plateau' else []))
        if loss < best:
            best, best_epoch, best_state = loss, epoch, copy.deepcopy(model.state_dict())
        if epoch - best_epoch >= (task['earlyStopping'] or task['epochs']):
            break
    model.load_state_dict(best_state)
    ten = task['testTimeAugmentation'] == 'ten-crop'
    return test(task, model, loader('test', 'ten' if ten else 'centre', max(1, batch // 10) if ten else batch))


def main():
    torch.set_num_threads(THREADS)
    with open(sys.argv[1]) as file:
        matrix = json.load(file)
    for task in matrix['tasks']:
        for initialization in matrix['initializations']:
            for number in range(1, matrix['runs'] + 1):
                started = time.perf_counter()
                value = float(run(task, initialization['checkpoint'], number))
                print(json.dumps({
                    'task': task['name'],
                    'initialization': initialization['name'],
                    'run': number,
                    'value': value,
                    'seconds': time.perf_counter() - started,
                }), flush=True)


if __name__ == '__main__':
    main()
