"""The peer of the optimizer benchmark: one step of Muon and AdamW in eager PyTorch, timed on request.

Reads lines of JSON on standard input and answers each with one line:
  {"threads": n, "device": "cpu"|"cuda"}  -> {"torch": version, "threads": n}
  {"parameters": [[shape, is_muon], ...]} -> {"ok": true}
  {"step": "float32"|"bfloat16"}          -> {"ms": milliseconds}
"""
import json
import sys
import time

import torch

LEARNING_RATE, DECAY, MOMENTUM = 0.001, 0.1, 0.95


def orthogonalize(matrix, dtype):
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix.to(dtype)
    tall = x.size(0) > x.size(1)
    if tall:
        x = x.T
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        gram = x @ x.T
        polynomial = b * gram + c * gram @ gram
        x = a * x + polynomial @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters):
        super().__init__(parameters, {})
        self.dtype = torch.float32

    @torch.no_grad()
    def step(self):
        for weight in self.param_groups[0]["params"]:
            state = self.state[weight]
            if not state:
                state["momentum"] = torch.zeros_like(weight)
            momentum = state["momentum"]
            momentum.mul_(MOMENTUM).add_(weight.grad)
            update = weight.grad.add(momentum, alpha=MOMENTUM).view(weight.size(0), -1)
            update = orthogonalize(update, self.dtype)
            rate = LEARNING_RATE * 0.2 * max(update.size(0), update.size(1)) ** 0.5
            weight.mul_(1 - LEARNING_RATE * DECAY)
            weight.add_(update.reshape(weight.shape).to(weight.dtype), alpha=-rate)


def main():
    device, muon, adamw = "cpu", None, None
    for line in sys.stdin:
        request = json.loads(line)
        if "threads" in request:
            torch.set_num_threads(request["threads"])
            device = request["device"]
            answer = {"torch": torch.__version__, "threads": torch.get_num_threads()}
        elif "parameters" in request:
            muon = adamw = None
            groups = ([], [])
            for shape, is_muon in request["parameters"]:
                weight = torch.nn.Parameter(torch.randn(shape, device=device) * 0.02)
                weight.grad = torch.randn(shape, device=device) * 0.001
                groups[0 if is_muon else 1].append(weight)
            muon = Muon(groups[0])
            adamw = torch.optim.AdamW(groups[1], lr=LEARNING_RATE, weight_decay=DECAY) if groups[1] else None
            answer = {"ok": True}
        else:
            muon.dtype = getattr(torch, request["step"])
            start = time.perf_counter()
            muon.step()
            if adamw:
                adamw.step()
            if device != "cpu":
                torch.cuda.synchronize()
            answer = {"ms": (time.perf_counter() - start) * 1000}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
