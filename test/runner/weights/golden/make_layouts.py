"""
A file in the official layout of every published initialization, made at a 32nd of the width by PyTorch, TensorFlow, and dill, as BYOL's
code does; and the SHA-256 of every tensor of its encoder as PyTorch loads it by the recipe of the public loaders.
Run: python make_layouts.py
"""
import argparse
import gzip
import hashlib
import json
import pickle
import shutil
import sys
import types
from pathlib import Path
from typing import NamedTuple

import dill
import numpy as np
import torch
import torchvision

# After PyTorch: the other way round, their copies of LLVM quarrel.
import tensorflow as tf  # isort: skip

HERE = Path(__file__).parent
FILES = HERE / "layouts"
NARROW = 32
generator = np.random.default_rng(20260101)


def values(shape):
    """Few different numbers, so that the files pack well."""
    return torch.from_numpy((generator.integers(-8, 8, shape) / 8).astype(np.float32))


def narrow(size, keep):
    return size if keep or size < NARROW else size // NARROW


def resnet50(classes=1000):
    """torchvision's names with narrow shapes; counters and positive variances as in real files."""
    state = {}
    for name, tensor in torchvision.models.resnet50(weights=None).state_dict().items():
        if name == "fc.weight":
            state[name] = values((classes // 100, 2048 // NARROW))
        elif name == "fc.bias":
            state[name] = values((classes // 100,))
        elif name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(5005)
        else:
            drawn = values([narrow(size, False) for size in tensor.shape])
            state[name] = drawn.abs() + 0.125 if name.endswith("running_var") else drawn
    return state


def encoder(state):
    return {name: tensor for name, tensor in state.items() if not name.startswith("fc.")}


def below(prefix, state):
    return {prefix + name: tensor for name, tensor in state.items()}


def zeros(state):
    """Copies that are dropped: as large, and next to nothing when packed."""
    return {name: torch.zeros_like(tensor) for name, tensor in state.items()}


def sgd(state):
    """The state of SGD after a step."""
    weights = [torch.nn.Parameter(tensor) for name, tensor in list(state.items())[:3]]
    optimizer = torch.optim.SGD(weights, lr=0.03, momentum=0.9, weight_decay=1e-4)
    sum(weight.sum() for weight in weights).backward()
    optimizer.step()
    return optimizer.state_dict()


def head(*names):
    return {name: values((4, 4) if name.endswith("weight") else (4,)) for name in names}


expected = {}


def sha256(tensor):
    """Its first 64 bits: what is compared is chance, not malice."""
    return hashlib.sha256(tensor.contiguous().numpy().tobytes()).hexdigest()[:16]


def expect(initialization, file, layout, weights):
    """@param weights the encoder as PyTorch loads it, by torchvision's names"""
    tensors = {
        name: {"shape": list(tensor.shape), "sha256": sha256(tensor)}
        for name, tensor in weights.items()
        if not name.endswith("num_batches_tracked") and not name.startswith("fc.")
    }
    assert len(tensors) == 53 * 5, (initialization, len(tensors))
    expected[initialization] = {"file": file, "madeBy": layout, "tensors": tensors}


def pack(path):
    with gzip.GzipFile(f"{path}.gz", "wb", compresslevel=9, mtime=0) as packed:
        packed.write(path.read_bytes())
    path.unlink()


def pytorch(initialization, file, content, container, prefix, legacy=False):
    """Saves with torch.save, and loads as the public loaders do: container rule, then the prefix off."""
    path = FILES / file
    torch.save(content, path, _use_new_zipfile_serialization=not legacy)
    loaded = torch.load(path, map_location="cpu", weights_only=False)
    state = loaded if container is None else loaded[container]
    weights = {name.removeprefix(prefix): tensor for name, tensor in state.items() if name.startswith(prefix)}
    known = set(torchvision.models.resnet50(weights=None).state_dict())
    made_by = f"torch {torch.__version__}{', legacy container' if legacy else ''}"
    expect(initialization, file, made_by, {name: tensor for name, tensor in weights.items() if name in known})
    pack(path)


def supervised():
    # torchvision's older files are in the legacy container, and know no counters.
    state = {name: tensor for name, tensor in resnet50().items() if not name.endswith("num_batches_tracked")}
    pytorch("imagenet", "resnet50-19c8e357.pth", state, None, "", legacy=True)
    for name, file in (("inat2021", "inat2021_supervised_large.pth.tar"), ("inat2021-mini", "inat2021_supervised_mini.pth.tar")):
        state = resnet50(10000)
        content = {"epoch": 90, "arch": "resnet50", "state_dict": state, "best_acc1": torch.tensor(76.5), "optimizer": sgd(state)}
        pytorch(name, file, content, "state_dict", "")


def contrast():
    """InsDis, PIRL and InfoMin: one code base, its settings pickled beside the weights."""
    settings = argparse.Namespace(arch="resnet50", epochs=200, nce_k=65536)
    heads = {
        "insdis": ("InsDis.pth", head("module.head.0.weight", "module.head.0.bias", "module.head.2.weight", "module.head.2.bias")),
        "pirl": ("PIRL.pth", head("module.head.0.weight", "module.head_jig.fc1.weight", "module.head_jig.fc1.bias", "module.jigsaw.weight")),
        "infomin": ("InfoMin_800.pth", head("module.head.0.weight", "module.head.2.weight", "module.head_jig.fc1.weight")),
    }
    for name, (file, beside) in heads.items():
        state = below("module.encoder.", encoder(resnet50()))
        content = {"opt": settings, "model": {**state, **beside}, "optimizer": sgd(state), "epoch": 200}
        pytorch(name, file, content, "model", "module.encoder.", legacy=name != "infomin")


def momentum():
    """MoCo and PCL: query and key encoder, a queue."""
    files = {
        "moco-v1": ("moco_v1_200ep_pretrain.pth.tar", ["fc.weight", "fc.bias"]),
        "moco-v2": ("moco_v2_800ep_pretrain.pth.tar", ["fc.0.weight", "fc.0.bias", "fc.2.weight", "fc.2.bias"]),
        "pcl-v1": ("PCL_v1_epoch200.pth.tar", ["fc.weight", "fc.bias"]),
        "pcl-v2": ("PCL_v2_epoch200.pth.tar", ["fc.0.weight", "fc.0.bias", "fc.2.weight", "fc.2.bias"]),
    }
    for name, (file, heads) in files.items():
        query = {**encoder(resnet50()), **head(*heads)}
        state = {**below("module.encoder_q.", query), **below("module.encoder_k.", zeros(query))}
        state |= {"module.queue": torch.zeros(4, 64), "module.queue_ptr": torch.zeros(1, dtype=torch.int64)}
        content = {"epoch": 200, "arch": "resnet50", "state_dict": state, "optimizer": sgd(state)}
        pytorch(name, file, content, "state_dict", "module.encoder_q.", legacy=True)


def clusters():
    """SwAV, DeepCluster-v2 and SeLa-v2: one code base."""
    projection = ["projection_head.0.weight", "projection_head.0.bias", "projection_head.1.running_mean", "projection_head.3.weight"]
    files = {
        "swav": ("swav_800ep_pretrain.pth.tar", ["prototypes.weight"]),
        "deepcluster-v2": ("deepclusterv2_800ep_pretrain.pth.tar", ["prototypes.prototypes0.weight", "prototypes.prototypes1.weight"]),
        "sela-v2": ("selav2_400ep_pretrain.pth.tar", ["prototypes.prototypes0.weight"]),
    }
    for name, (file, prototypes) in files.items():
        state = below("module.", {**encoder(resnet50()), **head(*projection, *prototypes)})
        pytorch(name, file, state, None, "module.", legacy=True)


def medical():
    files = {
        "chestxray14": ("chestxray14.pth.tar", ""),
        "chexpert": ("chexpert.pth.tar", "module."),
        "imagenet-chestxray14": ("ImageNet_chestxray14.pth.tar", ""),
        "imagenet-chexpert": ("ImageNet_chexpert.pth.tar", "module."),
    }
    for name, (file, prefix) in files.items():
        state = below(prefix, {**encoder(resnet50()), **head("fc.0.weight", "fc.0.bias")})
        content = {"epoch": 40, "lossMIN": np.float64(0.125), "state_dict": state}
        pytorch(name, file, content, "state_dict", prefix)


def module(path, member):
    """Lets a class pickle itself as if it lived in a package that is not installed."""
    parts = path.split(".")
    for length in range(1, len(parts) + 1):
        made = sys.modules.setdefault(".".join(parts[:length]), types.ModuleType(parts[length - 1]))
        if length > 1:
            setattr(sys.modules[".".join(parts[: length - 1])], parts[length - 1], made)
    member.__module__ = path
    setattr(sys.modules[path], member.__name__, member)


class frozendict(dict):
    """As haiku._src.data_structures.frozendict pickles itself."""

    def __reduce__(self):
        return frozendict, (dict(self),)


class _ByolExperimentState(NamedTuple):
    online_params: dict
    target_params: dict
    online_state: dict
    target_state: dict
    opt_state: dict


class LarsState(NamedTuple):
    mu: dict
    count: int


def haiku_module(name):
    """torchvision's module by Haiku's name."""
    if name in ("conv1", "bn1"):
        return "res_net50/~/initial_" + ("conv" if name == "conv1" else "batchnorm")
    layer, block, *rest = name.split(".")
    kind, index = (rest[0][:-1], int(rest[0][-1]) - 1) if len(rest) == 1 else ("shortcut", rest[1])
    leaf = {"conv": f"conv_{index}", "bn": f"batchnorm_{index}"}.get(kind) or ("shortcut_conv" if index == "0" else "shortcut_batchnorm")
    return f"res_net50/~/block_group_{int(layer[5:]) - 1}/~/block_{block}/~/{leaf}"


def byol():
    """A pickle of Haiku's parameters, sorted by module as jax sorts them: the stem comes last."""
    module("haiku._src.data_structures", frozendict)
    module("byol.byol_experiment", _ByolExperimentState)
    module("byol.utils.optimizers", LarsState)
    weights = encoder(resnet50())
    params, state = {}, {}
    for name in (name.removesuffix(".weight") for name in weights if name.endswith(".weight")):
        path = haiku_module(name)
        if weights[f"{name}.weight"].ndim == 4:
            params[path] = frozendict(w=weights[f"{name}.weight"].permute(2, 3, 1, 0).contiguous().numpy())
            continue
        vector = lambda part: weights[f"{name}.{part}"].reshape(1, 1, 1, -1).numpy()
        params[path] = frozendict(scale=vector("weight"), offset=vector("bias"))
        for ema, part in (("mean_ema", "running_mean"), ("var_ema", "running_var")):
            state[f"{path}/~/{ema}"] = frozendict(hidden=np.zeros_like(vector(part)), average=vector(part), counter=np.int32(7))
    params |= {f"{part}/linear": frozendict(w=values((4, 4)).numpy(), b=values((4,)).numpy()) for part in ("projector", "predictor", "classifier")}
    params, state = (frozendict(sorted(found.items())) for found in (params, state))
    nothing = frozendict({path: frozendict({key: np.zeros_like(value) for key, value in leaves.items()}) for path, leaves in params.items()})
    content = {"experiment_state": _ByolExperimentState(params, nothing, state, frozendict(), LarsState(frozendict(), np.int32(300000))), "step": 300000, "rng": np.array([0, 1], np.uint32)}
    path = FILES / "pretrain_res50x1.pkl"
    # byol/utils/checkpointing.py
    with path.open("wb") as file:
        dill.dump(content, file, protocol=2)

    # As the public converters do: modules in the order of the file, the stem moved from the end to the front.
    loaded = pickle.loads(path.read_bytes())["experiment_state"]
    convolutions = [leaves["w"] for name, leaves in loaded.online_params.items() if "conv" in name]
    norms = [leaves for name, leaves in loaded.online_params.items() if "batchnorm" in name]
    averages = [leaves["average"] for name, leaves in loaded.online_state.items() if "batchnorm" in name]
    network = torchvision.models.resnet50(weights=None)
    of_kind = lambda kind: [name for name, found in network.named_modules() if isinstance(found, kind)]
    convert = lambda array: torch.from_numpy(np.array(array))
    converted = {}
    # In a block sorted by name, batchnorm_0 to 2, conv_0 to 2, then the shortcut: torchvision's order.
    for found, order in ((convolutions, of_kind(torch.nn.Conv2d)), (norms, of_kind(torch.nn.BatchNorm2d))):
        found.insert(0, found.pop())
        for leaf, name in zip(found, order, strict=True):
            if isinstance(leaf, dict):
                converted[f"{name}.weight"] = convert(leaf["scale"]).reshape(-1)
                converted[f"{name}.bias"] = convert(leaf["offset"]).reshape(-1)
            else:
                converted[f"{name}.weight"] = convert(leaf).permute(3, 2, 0, 1)
    averages = averages[-2:] + averages[:-2]
    for index, name in enumerate(of_kind(torch.nn.BatchNorm2d)):
        converted[f"{name}.running_mean"] = convert(averages[2 * index]).reshape(-1)
        converted[f"{name}.running_var"] = convert(averages[2 * index + 1]).reshape(-1)
    expect("byol", path.name, f"dill {dill.__version__}, protocol 2, numpy {np.__version__}", converted)
    pack(path)


def simclr_pairs():
    """Convolutions and batch norms in the order in which SimCLR's code makes them: the shortcut first."""
    pairs = [("conv1", "bn1")]
    for stage, blocks in enumerate((3, 4, 6, 3), 1):
        for block in range(blocks):
            name = f"layer{stage}.{block}"
            if block == 0:
                pairs.append((f"{name}.downsample.0", f"{name}.downsample.1"))
            pairs += [(f"{name}.conv{index}", f"{name}.bn{index}") for index in (1, 2, 3)]
    return pairs


PARTS = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def numbered(name, index):
    return name if index == 0 else f"{name}_{index}"


def tensorflow(initialization, prefix, beside, momentum):
    """A checkpoint with TensorFlow's SaveV2, read back by its own reader."""
    weights = encoder(resnet50())
    variables = {}
    for index, (convolution, norm) in enumerate(simclr_pairs()):
        variables[f"base_model/{numbered('conv2d', index)}/kernel"] = weights[f"{convolution}.weight"].permute(2, 3, 1, 0).contiguous().numpy()
        for part, ours in PARTS.items():
            variables[f"base_model/{numbered('batch_normalization', index)}/{part}"] = weights[f"{norm}.{ours}"].numpy()
    if momentum:
        variables |= {f"{name}/Momentum": np.zeros_like(value) for name, value in list(variables.items()) if "moving" not in name}
    variables |= {name: values((4, 4)).numpy() for name in beside} | {"global_step": np.int64(250228)}
    tf.raw_ops.SaveV2(
        prefix=str(FILES / prefix),
        tensor_names=list(variables),
        shape_and_slices=[""] * len(variables),
        tensors=[tf.constant(value) for value in variables.values()],
    )
    reader = tf.train.load_checkpoint(str(FILES / prefix))
    read = lambda name: torch.from_numpy(reader.get_tensor(name))
    loaded = {}
    for index, (convolution, norm) in enumerate(simclr_pairs()):
        loaded[f"{convolution}.weight"] = read(f"base_model/{numbered('conv2d', index)}/kernel").permute(3, 2, 0, 1)
        for part, ours in PARTS.items():
            loaded[f"{norm}.{ours}"] = read(f"base_model/{numbered('batch_normalization', index)}/{part}")
    expect(initialization, f"{prefix}.index", f"tensorflow {tf.__version__}, SaveV2", loaded)
    for file in (f"{prefix}.index", f"{prefix}.data-00000-of-00001"):
        pack(FILES / file)
    return loaded


def simclr():
    supervised_head = ["head_supervised/linear_layer/dense/kernel", "head_supervised/linear_layer/dense/bias"]
    first = tensorflow("simclr-v1", "model.ckpt-225206", supervised_head, False)
    second = tensorflow("simclr-v2", "model.ckpt-250228", [*supervised_head, "head_contrastive/nl_0/dense/kernel"], True)
    pytorch("simclr-v1 converted", "ResNet50_1x.pth", {"state_dict": {**first, **head("fc.weight", "fc.bias")}}, "state_dict", "")
    renamed = {}
    stage = block = 0
    for convolution, norm in simclr_pairs():
        if convolution == "conv1":
            kernel, following = "net.0.0", "net.0.1.0"
        else:
            layer, block, leaf, *_ = convolution.split(".")
            base = f"net.{layer[5:]}.blocks.{block}."
            place = None if leaf == "downsample" else 2 * (int(leaf[-1]) - 1)
            kernel, following = (base + "projection.shortcut", base + "projection.bn.0") if place is None else (f"{base}net.{place}", f"{base}net.{place + 1}.0")
        renamed[f"{kernel}.weight"] = second[f"{convolution}.weight"]
        renamed |= {f"{following}.{part}": second[f"{norm}.{part}"] for part in PARTS.values()} | {f"{following}.num_batches_tracked": torch.tensor(0)}
    renamed |= head("fc.weight", "fc.bias")
    path = FILES / "r50_1x_sk0.pth"
    torch.save({"resnet": renamed, "head": head("layers.0.weight", "layers.1.weight")}, path)
    expect("simclr-v2 converted", path.name, f"torch {torch.__version__}", second)
    pack(path)


def main():
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    supervised()
    contrast()
    momentum()
    clusters()
    pytorch("barlow-twins", "resnet50.pth", encoder(resnet50()), None, "")
    byol()
    simclr()
    medical()
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
    text = json.dumps({"initializations": expected, "versions": versions}, separators=(",", ":"))
    with gzip.GzipFile(FILES / "expected.json.gz", "wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.encode())


main()
