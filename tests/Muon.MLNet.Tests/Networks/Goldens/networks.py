"""Logits of reference networks, whose weights a formula gives, so that both sides can build them.

Residual networks are torchvision's. The vision transformer is written out below, after the paper (arXiv:2010.11929).
Writes networks.json beside this file: names and shapes of all tensors, and the logits of two pictures, in eval mode.

    python3 networks.py
"""
import json
import math
import pathlib

import numpy
import torch
import torchvision
from torch.nn import functional as F

CLASSES = 5


def noise(count, index):
    """Even numbers from -1 to 1 that look random: a multiplicative hash of 32 bits, the same in every language."""
    h = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(2654435761) + numpy.uint32(index * 40503)
    h = (h ^ (h >> numpy.uint32(15))) * numpy.uint32(2246822519)
    h = (h ^ (h >> numpy.uint32(13))) * numpy.uint32(3266489917)
    return (h ^ (h >> numpy.uint32(16))) / 2.0**31 - 1


def values(index, name, shape):
    """The tensor at a place of the sorted names: noise, of a spread that fits what the tensor is for."""
    count = int(numpy.prod(shape))
    wave = noise(count, index)
    if name.endswith("running_var"):
        wave = 1 + 0.5 * wave
    elif len(shape) == 1 and name.endswith("weight"):
        wave = 1 + 0.1 * wave
    elif len(shape) == 1:
        wave = 0.1 * wave
    elif name not in ("cls_token", "pos_embed"):
        wave = wave * math.sqrt(6 / (count // shape[0]))
    return torch.from_numpy(wave.astype(numpy.float32)).reshape(shape)


def fill(state):
    names = sorted(n for n in state if not n.endswith("num_batches_tracked"))
    for index, name in enumerate(names):
        state[name].copy_(values(index, name, tuple(state[name].shape)))


def pictures(height, width):
    return torch.from_numpy(noise(2 * 3 * height * width, 7).astype(numpy.float32)).reshape(2, 3, height, width)


def vit_shapes(width, depth, patch, tokens):
    shapes = {
        "cls_token": (1, 1, width),
        "pos_embed": (1, 1 + tokens, width),
        "patch_embed.proj.weight": (width, 3, patch, patch),
        "patch_embed.proj.bias": (width,),
    }
    for i in range(depth):
        for part, rows, columns in (("attn.qkv", 3 * width, width), ("attn.proj", width, width),
                                    ("mlp.fc1", 4 * width, width), ("mlp.fc2", width, 4 * width)):
            shapes[f"blocks.{i}.{part}.weight"] = (rows, columns)
            shapes[f"blocks.{i}.{part}.bias"] = (rows,)
        for norm in ("norm1", "norm2"):
            shapes[f"blocks.{i}.{norm}.weight"] = (width,)
            shapes[f"blocks.{i}.{norm}.bias"] = (width,)
    shapes.update({"norm.weight": (width,), "norm.bias": (width,), "head.weight": (CLASSES, width), "head.bias": (CLASSES,)})
    return shapes


def vit(s, x, width, depth, heads, patch):
    def norm(t, name):
        mean = t.mean(-1, keepdim=True)
        return (t - mean) / torch.sqrt(((t - mean) ** 2).mean(-1, keepdim=True) + 1e-6) * s[name + ".weight"] + s[name + ".bias"]

    def linear(t, name):
        return t @ s[name + ".weight"].T + s[name + ".bias"]

    b, c, h, w = x.shape
    cut = x.reshape(b, c, h // patch, patch, w // patch, patch).permute(0, 2, 4, 1, 3, 5).reshape(b, -1, c * patch * patch)
    x = cut @ s["patch_embed.proj.weight"].reshape(width, -1).T + s["patch_embed.proj.bias"]
    x = torch.cat([s["cls_token"].expand(b, 1, width), x], 1) + s["pos_embed"]
    d = width // heads
    for i in range(depth):
        p = f"blocks.{i}."
        q, k, v = linear(norm(x, p + "norm1"), p + "attn.qkv").split(width, -1)
        mixed = [torch.softmax(q[..., j:j + d] @ k[..., j:j + d].transpose(1, 2) / math.sqrt(d), -1) @ v[..., j:j + d] for j in range(0, width, d)]
        x = x + linear(torch.cat(mixed, -1), p + "attn.proj")
        hidden = linear(norm(x, p + "norm2"), p + "mlp.fc1")
        x = x + linear(hidden * 0.5 * (1 + torch.erf(hidden / math.sqrt(2))), p + "mlp.fc2")
    return linear(norm(x, "norm")[:, 0], "head")


def residual(architecture, height, width):
    model = getattr(torchvision.models, architecture.lower())(num_classes=CLASSES).eval()
    if min(height, width) < 64:  # the stem for small pictures
        model.conv1.stride = (1, 1)
        model.maxpool = torch.nn.Identity()
    state = model.state_dict()
    fill(state)
    return model(pictures(height, width)), {name: list(t.shape) for name, t in state.items()}


def transformer(size, height, width):
    wide, heads = {"VitTiny": (192, 3), "VitSmall": (384, 6)}[size]
    patch = 4 if max(height, width) <= 64 else 16
    shapes = vit_shapes(wide, 12, patch, (height // patch) * (width // patch))
    state = {name: torch.empty(shape) for name, shape in shapes.items()}
    fill(state)
    state = {name: t.double() for name, t in state.items()}
    return vit(state, pictures(height, width).double(), wide, 12, heads, patch), {name: list(shape) for name, shape in shapes.items()}


cases = []
with torch.no_grad():
    for architecture, height, width in (
            ("ResNet18", 64, 96), ("ResNet18", 32, 24), ("ResNet34", 64, 64), ("ResNet50", 72, 64),
            ("VitTiny", 96, 80), ("VitTiny", 16, 24), ("VitSmall", 80, 64)):
        build = transformer if architecture.startswith("Vit") else residual
        logits, shapes = build(architecture, height, width)
        cases.append({
            "architecture": architecture, "height": height, "width": width, "shapes": shapes,
            "logits": [[float(f"{v:.7g}") for v in row] for row in logits.tolist()],
        })
        print(architecture, height, width, logits.tolist())

lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
(pathlib.Path(__file__).parent / "networks.json").write_text("[\n" + lines + "\n]\n")
