"""The peer of the image benchmark: training and prediction of the same networks in eager PyTorch, timed on request.

Reads lines of JSON on standard input and answers each with one line:
  {"threads": n, "device": "cpu"|"cuda"}                       -> {"torch": version, "threads": n}
  {"network": name, "shape": [c, h, w], "classes": k, "batch": b, "parameters": [[shape, is_muon], ...]}
                                                               -> {"ok": true}; refuses a network of other shapes
  {"train": steps}                                             -> {"ms": milliseconds of all steps}
  {"pass": steps}  forward and backward alone                  -> {"ms": milliseconds of all steps}
  {"predict": pictures, "batch": b}                            -> {"ms": milliseconds}
  {"single": calls}                                            -> {"ms": [milliseconds of each]}
"""
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Optimizer"))
from optimizer import Muon  # noqa: E402

EXAMPLES = 1024


class SmallConvNet(nn.Module):
    def __init__(self, shape, classes):
        super().__init__()
        filters = (32, 64, 128, 128)
        self.convolutions, self.norms, self.halves = nn.ModuleList(), nn.ModuleList(), []
        inputs, side = shape[0], min(shape[1:])
        for stage, outputs in enumerate(filters):
            self.convolutions.append(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False))
            self.norms.append(nn.BatchNorm2d(outputs))
            inputs = outputs
            self.halves.append(stage < 3 and side >= 6)
            side = side // 2 if self.halves[-1] else side
        self.head = nn.Linear(inputs, classes)

    def forward(self, x):
        for convolution, norm, halves in zip(self.convolutions, self.norms, self.halves):
            x = norm(convolution(x))
            if halves:
                x = F.max_pool2d(x, 2)
            x = F.relu(x, inplace=True)
        return self.head(x.mean((2, 3)))


class Normalized(nn.Module):
    """Centres and scales the pixels, as our networks do themselves."""

    def __init__(self, network, channels):
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.full((1, channels, 1, 1), 127.5))
        self.register_buffer("scale", torch.full((1, channels, 1, 1), 1 / 73.9))

    def forward(self, x):
        return self.network(x.sub(self.mean).mul_(self.scale))


def build(name, shape, classes):
    if name == "SmallConvNet":
        return SmallConvNet(shape, classes)
    import torchvision
    return getattr(torchvision.models, name.lower())(weights=None, num_classes=classes)


class Peer:
    def __init__(self, request, device):
        shape = request["shape"]
        self.device, self.batch = device, request["batch"]
        self.network = Normalized(build(request["network"], shape, request["classes"]), shape[0]).to(device)
        rules = {}
        for size, is_muon in request["parameters"]:
            rules.setdefault(tuple(size), []).append(is_muon)
        groups = ([], [])
        for name, weight in self.network.named_parameters():
            left = rules.get(tuple(weight.shape))
            if not left:
                raise ValueError(f"{name} of {tuple(weight.shape)} has no counterpart")
            groups[0 if left.pop() else 1].append(weight)
        if any(rules.values()):
            raise ValueError(f"parameters without counterpart: {rules}")
        self.muon, self.adamw = Muon(groups[0]), torch.optim.AdamW(groups[1], lr=0.001, weight_decay=0.01)
        self.inputs = torch.randint(0, 256, (EXAMPLES, *shape)).float()
        self.classes = torch.randint(0, request["classes"], (EXAMPLES,))
        self.rows = self.inputs.numpy()

    def synchronize(self):
        if self.device != "cpu":
            torch.cuda.synchronize()

    def train(self, steps):
        self.network.train()
        for _ in range(steps):
            chosen = torch.randperm(EXAMPLES)[: self.batch]
            inputs, classes = self.inputs[chosen].to(self.device), self.classes[chosen].to(self.device)
            logits = self.network(inputs)
            loss = F.cross_entropy(logits, classes)
            self.muon.zero_grad(set_to_none=True)
            self.adamw.zero_grad(set_to_none=True)
            loss.backward()
            self.muon.step()
            self.adamw.step()
            with torch.no_grad():
                loss.item(), (logits.argmax(1) == classes).sum().item()

    def passes(self, steps):
        self.network.train()
        inputs, classes = self.inputs[: self.batch].to(self.device), self.classes[: self.batch].to(self.device)
        for _ in range(steps):
            F.cross_entropy(self.network(inputs), classes).backward()

    def predict(self, count, batch):
        self.network.eval()
        with torch.no_grad():
            for start in range(0, count, batch):
                inputs = self.inputs[start % EXAMPLES:][: min(batch, count - start)].to(self.device)
                torch.softmax(self.network(inputs), 1).cpu().numpy()

    def single(self, calls):
        self.network.eval()
        times = []
        with torch.no_grad():
            for call in range(calls):
                start = time.perf_counter()
                inputs = torch.from_numpy(self.rows[call % EXAMPLES]).unsqueeze(0).to(self.device)
                torch.softmax(self.network(inputs), 1)[0].tolist()
                times.append((time.perf_counter() - start) * 1000)
        return times


def main():
    device, peer = "cpu", None
    for line in sys.stdin:
        request = json.loads(line)
        if "threads" in request:
            torch.set_num_threads(request["threads"])
            device = request["device"]
            answer = {"torch": torch.__version__, "threads": torch.get_num_threads()}
        elif "network" in request:
            peer = Peer(request, device)
            answer = {"ok": True}
        elif "single" in request:
            answer = {"ms": peer.single(request["single"])}
        else:
            start = time.perf_counter()
            if "train" in request:
                peer.train(request["train"])
            elif "pass" in request:
                peer.passes(request["pass"])
            else:
                peer.predict(request["predict"], request["batch"])
            peer.synchronize()
            answer = {"ms": (time.perf_counter() - start) * 1000}
        print(json.dumps(answer), flush=True)


main()
