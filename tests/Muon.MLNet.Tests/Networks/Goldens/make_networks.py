#!/usr/bin/env python3
"""Writes networks.json: names, shapes and logits of the networks that the library's architectures are named after.

    python3 make_networks.py        (needs torch, torchvision and numpy, any version; on Debian: python3-torchvision)

The ResNets are torchvision's. The vision transformer is written here from the paper (arXiv 2010.11929), with the names that
timm gives to its parameters, and shares nothing with the library. Weights and pictures come from a formula, so that the file
needs to hold results only; ReferenceTests.cs has the same formula. Weights are rounded to float32, all else is float64.
"""
import json
import math
import pathlib
import numpy as np
import torch
import torchvision
from torch import nn

PICTURES = 2
PICTURE_STREAM = 100_000  # further than any tensor's number


def uniform(stream, count):
    """Numbers from -1 to 1 with 24 bits: each position is mixed with the number of its stream, in 32-bit integers."""
    x = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(stream * 0x85EBCA77 & 0xFFFFFFFF)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float64) / 2 ** 23 - 1


def values(name, shape, number):
    u = uniform(number, math.prod(shape))
    if name in ("cls_token", "pos_embed"):
        v = 0.02 * u  # so small that the epsilon of the first normalisation shows
    elif name.endswith("running_var"):
        v = 1 + 0.5 * u * u
    elif name.endswith("weight") and len(shape) == 1:
        v = 1 + 0.2 * u
    elif name.endswith("weight"):
        v = u * math.sqrt(6 / math.prod(shape[1:]))
    else:
        v = 0.1 * u  # biases and running means
    return torch.from_numpy(v.astype(np.float32).astype(np.float64)).reshape(shape)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.qkv, self.proj = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        d = q.shape[-1] // self.heads
        mixed = []
        for h in range(self.heads):
            part = slice(h * d, (h + 1) * d)
            scores = q[..., part] @ k[..., part].mT / math.sqrt(d)
            mixed.append(scores.softmax(-1) @ v[..., part])
        return self.proj(torch.cat(mixed, -1))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        h = self.fc1(x)
        return self.fc2(h * 0.5 * (1 + torch.erf(h / math.sqrt(2))))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.attn = nn.LayerNorm(width, eps=1e-6), Attention(width, heads)
        self.norm2, self.mlp = nn.LayerNorm(width, eps=1e-6), Mlp(width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchEmbed(nn.Module):
    def __init__(self, width, patch):
        super().__init__()
        self.proj = nn.Conv2d(3, width, patch, stride=patch)


class VisionTransformer(nn.Module):
    def __init__(self, classes, side, width, heads, patch=16, depth=12):
        super().__init__()
        self.patch_embed = PatchEmbed(width, patch)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + (side // patch) ** 2, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm, self.head = nn.LayerNorm(width, eps=1e-6), nn.Linear(width, classes)

    def forward(self, x):
        places = self.patch_embed.proj(x).flatten(2).mT
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), places], 1) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x)[:, 0])


def resnet(name):
    return lambda classes, side: getattr(torchvision.models, name)(num_classes=classes)


NETWORKS = {  # the architecture in the library, the side of its pictures in the small case, its maker
    "ResNet18": (64, resnet("resnet18")),
    "ResNet34": (64, resnet("resnet34")),
    "ResNet50": (64, resnet("resnet50")),
    "VitTiny": (96, lambda classes, side: VisionTransformer(classes, side, 192, 3)),
    "VitSmall": (96, lambda classes, side: VisionTransformer(classes, side, 384, 6)),
}


def count(network):
    return sum(parameter.numel() for parameter in network.parameters())


def record(name, classes=10):
    side, make = NETWORKS[name]
    network = make(classes, side).double().eval()
    state = network.state_dict()
    names = sorted(state)
    for number, key in enumerate(names):
        if state[key].is_floating_point():  # num_batches_tracked stays 0
            state[key].copy_(values(key, tuple(state[key].shape), number))
    pictures = torch.from_numpy(uniform(PICTURE_STREAM, PICTURES * 3 * side * side)).reshape(PICTURES, 3, side, side)
    return {
        "architecture": name, "side": side, "classes": classes, "parameters": count(network),
        "parameters_1000_classes_224": count(make(1000, 224)),
        "logits": network(pictures).tolist(),
        "tensors": [[key, list(state[key].shape)] for key in names],
    }


def main():
    with torch.no_grad():
        records = [record(name) for name in NETWORKS]
    # One line for each member, so that a change can be read.
    text = ",\n".join("{\n" + ",\n".join(f' "{key}": {json.dumps(value)}' for key, value in r.items()) + "\n}" for r in records)
    pathlib.Path(__file__).with_name("networks.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
