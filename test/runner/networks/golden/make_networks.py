"""Golden numbers for the networks, by PyTorch, torchvision and segmentation_models.pytorch.

Inputs and weights follow a formula (`pattern`) that the tests evaluate too, so that only results are stored: checksums of outputs and
gradients (sum, weighted sum) and the loss curve of 20 Adam steps. Refresh: npm run golden.
"""
import json, math, os
import numpy as np
import segmentation_models_pytorch as smp
import torch
import torchvision
from torchvision import transforms

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


def pattern(count, salt):
    """Values in [-1, 1) from a multiplicative hash of the index; the same in TypeScript."""
    index = np.arange(count, dtype=np.uint64)
    bits = ((index + np.uint64(1)) * np.uint64(2654435761) + np.uint64(salt) * np.uint64(40503)) & np.uint64(0xFFFFFFFF)
    bits = (bits ^ (bits >> np.uint64(15))) * np.uint64(2246822519) & np.uint64(0xFFFFFFFF)
    bits = bits ^ (bits >> np.uint64(13))
    return (bits.astype(np.float64) / 2147483648.0 - 1.0).astype(np.float32)


def pixels(count, salt):
    """Bytes of an image; the same in TypeScript."""
    return np.minimum(np.floor((pattern(count, salt).astype(np.float64) + 1) * 128), 255).astype(np.uint8)


def narrow(encoder, width):
    """torchvision's network with all channels scaled from 64 to `width`."""
    block = {'resnet18': torchvision.models.resnet.BasicBlock, 'resnet34': torchvision.models.resnet.BasicBlock,
             'resnet50': torchvision.models.resnet.Bottleneck, 'resnet101': torchvision.models.resnet.Bottleneck}[encoder]
    layers = {'resnet18': [2, 2, 2, 2], 'resnet34': [3, 4, 6, 3], 'resnet50': [3, 4, 6, 3], 'resnet101': [3, 4, 23, 3]}[encoder]
    net = torchvision.models.ResNet(block, layers)
    if width == 64:
        return net
    net.inplanes = width
    net.conv1 = torch.nn.Conv2d(3, width, 7, 2, 3, bias=False)
    net.bn1 = torch.nn.BatchNorm2d(width)
    for stage in range(4):
        setattr(net, f'layer{stage + 1}', net._make_layer(block, width * 2**stage, layers[stage], stride=1 if stage == 0 else 2))
    net.fc = torch.nn.Linear(width * 8 * block.expansion, 1000)
    return net


def classifier(encoder, width, classes):
    net = narrow(encoder, width)
    net.fc = torch.nn.Linear(net.fc.in_features, classes)
    return net


def unet(encoder, width):
    net = smp.Unet(encoder, encoder_weights=None, classes=1, decoder_channels=[c * width // 64 for c in (256, 128, 64, 32, 16)])
    if width != 64:
        small = narrow(encoder, width)
        for name in ('conv1', 'bn1', 'layer1', 'layer2', 'layer3', 'layer4'):
            setattr(net.encoder, name, getattr(small, name))
        channels = [width] + [width * 2**s * small.layer1[0].expansion for s in range(4)]
        from segmentation_models_pytorch.decoders.unet.decoder import UnetDecoder
        net.decoder = UnetDecoder(encoder_channels=[3, *channels], decoder_channels=[c * width // 64 for c in (256, 128, 64, 32, 16)], n_blocks=5)
    return net


def fill(net, salt):
    """Weights by the pattern, salted by position: filters scaled by fan-in, scales and variances about 1, quiet residual branches."""
    for name, tensor in net.state_dict().items():
        if name.endswith('num_batches_tracked'):
            continue
        salt += 1
        values = pattern(tensor.numel(), salt).reshape(tensor.shape)
        if tensor.ndim > 1:
            values = values * math.sqrt(3 / np.prod(tensor.shape[1:]))
        elif name.endswith('bn3.weight'):
            # The last norm of a bottleneck: quiet residual branches, as in a trained network, else gradients explode over 16 blocks.
            values = 0.2 + 0.1 * values
        elif name.endswith('running_var') or (name.endswith('weight') and tensor.ndim == 1):
            values = 1 + 0.2 * values
        else:
            values = 0.1 * values
        tensor.copy_(torch.from_numpy(values.astype(np.float32)))


def digits(value):
    """Float32 has seven; eight keep the files small and lose nothing."""
    return float(f'{value:.8g}')


def checksum(tensor):
    values = tensor.detach().double().numpy().ravel()
    weights = pattern(values.size, 7).astype(np.float64)
    return {'l2': digits(np.sqrt((values**2).sum())), 'weighted': digits((values * weights).sum())}


def margin(net, images):
    """The smallest distance of any batch norm's output to zero, where a ReLU's gradient jumps."""
    smallest = []
    hooks = [m.register_forward_hook(lambda _m, _i, out: smallest.append(float(out.detach().abs().min())))
             for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    net.train()
    with torch.no_grad():
        net(images)
    for hook in hooks:
        hook.remove()
    return min(smallest)


def dice(logits, targets):
    p = torch.sigmoid(logits)
    return 1 - (2 * (p * targets).sum() + 1) / (p.sum() + targets.sum() + 1)


def case(encoder, width, kind, size, batch, classes, loss, learning_rate=1e-3, clear=1.5e-5, tolerance=1e-3):
    name = f"{'unet ' if kind == 'segmentation' else ''}{encoder}, width {width}, {batch} x {size} px, {loss}"
    net = classifier(encoder, width, classes) if kind == 'classification' else unet(encoder, width)
    to_tensor = transforms.Compose([transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
    images = torch.stack([to_tensor(image) for image in pixels(batch * size * size * 3, 1).reshape(batch, size, size, 3)])
    # Weights whose activations keep clear of ReLU's kink: there, rounding alone would change gradients by more than the tolerance.
    salt = 100
    fill(net, salt)
    while margin(net, images) < clear:
        salt += 1000
        fill(net, salt)
    fill(net, salt)
    shape = (batch, classes) if kind == 'classification' else (batch, size, size, 1)
    targets = torch.from_numpy((pattern(int(np.prod(shape)), 2) > 0).astype(np.float32).reshape(shape))
    if kind == 'segmentation':
        targets = targets.permute(0, 3, 1, 2)
    criterion = dice if loss == 'soft-dice' else torch.nn.functional.binary_cross_entropy_with_logits
    net.eval()
    with torch.no_grad():
        logits = net(images)
    flat = logits if kind == 'classification' else logits.permute(0, 2, 3, 1)
    result = {'name': name, 'encoder': encoder, 'width': width, 'kind': kind, 'size': size, 'batch': batch, 'classes': classes, 'loss': loss, 'salt': salt, 'learningRate': learning_rate, 'tolerance': tolerance,
              'parameters': sum(p.numel() for p in net.parameters()),
              'names': None, 'evalProbabilities': [digits(p) for p in torch.sigmoid(flat).double().numpy().ravel()[:64]], 'evalLoss': digits(criterion(logits, targets).item())}
    net.train()
    optimizer = torch.optim.Adam(net.parameters(), lr=learning_rate)
    losses = []
    for step in range(20):
        optimizer.zero_grad()
        value = criterion(net(images), targets)
        value.backward()
        if step == 0:
            result['firstMoments'] = {n: checksum(0.1 * p.grad) for n, p in net.named_parameters()}
        optimizer.step()
        losses.append(digits(value.item()))
        if step == 0:
            result['afterOneStep'] = {n: checksum(t) for n, t in net.state_dict().items() if not n.endswith('num_batches_tracked')}
    result['losses'] = losses
    result['names'] = [n for n in net.state_dict() if not n.endswith('num_batches_tracked')]
    return result


def names(net):
    return {n: list(t.shape) for n, t in net.state_dict().items() if not n.endswith('num_batches_tracked')}


here = os.path.dirname(os.path.abspath(__file__))
versions = {'torch': torch.__version__, 'torchvision': torchvision.__version__, 'segmentation_models_pytorch': smp.__version__}
ENTROPY, DICE = 'binary-cross-entropy', 'soft-dice'
# At full width some activation is always at a kink of ReLU, where rounding decides: PyTorch's own gradients in float32 and float64 differ by up
# to 1e-2 there (ResNet-50 at 224 pixels). Through 101 layers rounding grows too: to 2.5e-2 with a decoder, by which processors differ.
ROUNDING = {'learning_rate': 1e-4, 'clear': 0, 'tolerance': 1e-2}
cases = [
    ('resnet18', 8, 'classification', 64, 4, 3, ENTROPY),
    ('resnet34', 8, 'classification', 64, 4, 2, ENTROPY, 1e-4, 1.2e-5),
    ('resnet50', 8, 'classification', 64, 4, 2, ENTROPY, 1e-4, 4e-6),
    ('resnet101', 8, 'classification', 64, 4, 2, ENTROPY, 1e-4, 1e-6, 1e-2),
    ('resnet18', 8, 'classification', 75, 4, 2, ENTROPY),
    ('resnet18', 64, 'classification', 64, 8, 14, ENTROPY, *ROUNDING.values()),
    ('resnet50', 64, 'classification', 224, 2, 14, ENTROPY, *ROUNDING.values()),
    ('resnet18', 16, 'segmentation', 64, 2, 1, DICE),
    ('resnet18', 16, 'segmentation', 96, 2, 1, ENTROPY),
    ('resnet34', 8, 'segmentation', 64, 2, 1, DICE, 1e-4, 4e-6),
    ('resnet50', 8, 'segmentation', 64, 2, 1, DICE, 1e-4, 4e-6),
    ('resnet101', 8, 'segmentation', 64, 2, 1, DICE, 1e-4, 1e-6, 5e-2),
]
# One case a line: a change shows in the diff as what it is.
for kind in ('classification', 'segmentation'):
    with open(os.path.join(here, f'{kind}.json'), 'w') as f:
        lines = ',\n'.join(json.dumps(case(*each), separators=(',', ':')) for each in cases if each[2] == kind)
        f.write(f'{{"versions":{json.dumps(versions)},"cases":[\n{lines}\n]}}\n')
with open(os.path.join(here, 'names.json'), 'w') as f:
    counts = {e: {'parameters': sum(p.numel() for p in getattr(torchvision.models, e)().parameters()), 'names': names(getattr(torchvision.models, e)())}
              for e in ('resnet18', 'resnet34', 'resnet50', 'resnet101')}
    nets = {'unet resnet50': {'parameters': sum(p.numel() for p in smp.Unet('resnet50', encoder_weights=None).parameters()), 'names': names(smp.Unet('resnet50', encoder_weights=None))}}
    json.dump({**counts, **nets}, f, separators=(',', ':'))
