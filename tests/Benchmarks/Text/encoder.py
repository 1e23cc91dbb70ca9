"""The peer of the encoder benchmark: training of the same transformer encoder in eager PyTorch, timed on request.

Pre-norm blocks, rotary positions, one product for queries, keys and values, GELU, mean over the tokens, dropout.
Reads lines of JSON on standard input and answers each with one line:
  {"threads": n, "device": "cpu"|"cuda"}                       -> {"torch": version, "threads": n}
  {"vocabulary": v, "width": w, "depth": d, "heads": h, "classes": k, "dropout": p, "batch": b, "length": l, "parameters": n}
                                                               -> {"ok": true}; refuses where the number of parameters differs
  {"train": steps}                                             -> {"ms": milliseconds of all steps}
  {"pass": steps}  forward and backward alone                  -> {"ms": milliseconds of all steps}
  {"predict": batches}                                         -> {"ms": milliseconds}
"""
import json
import math
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Optimizer"))
from optimizer import Muon  # noqa: E402

PADDING, EXAMPLES = 0, 16


class Block(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask, cos, sin):
        b, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        scores = (q @ k.transpose(-2, -1)) / math.sqrt(w // self.heads) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, w)
        x = x + self.drop(self.proj(mixed))
        return x + self.drop(self.fc2(F.gelu(self.fc1(self.norm2(x)))))


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Encoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        width = size["width"]
        self.embed = nn.Embedding(size["vocabulary"], width, padding_idx=PADDING)
        self.blocks = nn.ModuleList(Block(width, size["heads"], size["dropout"]) for _ in range(size["depth"]))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, size["classes"])
        self.drop = nn.Dropout(size["dropout"])
        half = width // size["heads"] // 2
        angles = torch.arange(size["length"])[:, None] * 10000.0 ** (-torch.arange(half) / half)
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def forward(self, ids):
        padding = ids == PADDING
        mask = padding.float().mul(-1e9)[:, None, None, :]
        x = self.drop(self.embed(ids))
        for block in self.blocks:
            x = block(x, mask, self.cos[: ids.shape[1]], self.sin[: ids.shape[1]])
        kept = (~padding).float()[:, :, None]
        return self.head((self.norm(x) * kept).sum(1) / kept.sum(1).clamp(min=1))


class Peer:
    def __init__(self, size, device):
        self.device, self.batch = device, size["batch"]
        self.network = Encoder(size).to(device)
        count = sum(weight.numel() for weight in self.network.parameters())
        if count != size["parameters"]:
            raise ValueError(f"{count} parameters here, {size['parameters']} there")
        matrices = [weight for name, weight in self.network.named_parameters() if weight.dim() == 2 and name.startswith("blocks")]
        chosen = {id(weight) for weight in matrices}
        self.muon = Muon(matrices)
        self.adamw = torch.optim.AdamW([weight for weight in self.network.parameters() if id(weight) not in chosen], lr=0.001, weight_decay=0.01)
        self.ids = torch.randint(1, size["vocabulary"], (EXAMPLES, size["batch"], size["length"]))
        self.classes = torch.randint(0, size["classes"], (EXAMPLES, size["batch"]))

    def synchronize(self):
        if self.device != "cpu":
            torch.cuda.synchronize()

    def train(self, steps):
        self.network.train()
        for step in range(steps):
            ids, classes = self.ids[step % EXAMPLES].to(self.device), self.classes[step % EXAMPLES].to(self.device)
            logits = self.network(ids)
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
        for step in range(steps):
            F.cross_entropy(self.network(self.ids[step % EXAMPLES].to(self.device)), self.classes[step % EXAMPLES].to(self.device)).backward()

    def predict(self, batches):
        self.network.eval()
        with torch.no_grad():
            for batch in range(batches):
                torch.softmax(self.network(self.ids[batch % EXAMPLES].to(self.device)), 1).cpu().numpy()


def main():
    device, peer = "cpu", None
    for line in sys.stdin:
        request = json.loads(line)
        if "threads" in request:
            torch.set_num_threads(request["threads"])
            device = request["device"]
            answer = {"torch": torch.__version__, "threads": torch.get_num_threads()}
        elif "vocabulary" in request:
            peer = Peer(request, device)
            answer = {"ok": True}
        else:
            start = time.perf_counter()
            if "train" in request:
                peer.train(request["train"])
            elif "pass" in request:
                peer.passes(request["pass"])
            else:
                peer.predict(request["predict"])
            peer.synchronize()
            answer = {"ms": (time.perf_counter() - start) * 1000}
        print(json.dumps(answer), flush=True)


main()
