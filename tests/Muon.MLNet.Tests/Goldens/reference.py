#!/usr/bin/env python3
"""Writes the trajectories in this folder: variants of Muon for which no reference program gives numbers in double precision.

    python3 reference.py        (needs torch, any version; on Debian: python3-torch)

Each case is computed from the published formulas, one parameter at a time, and shares nothing with the library:
Moonlight, arXiv 2502.16982 (its AdamW adds epsilon to the uncorrected root); torch.optim.Muon and torch.optim.AdamW, PyTorch 2.9
documentation; Keras 3.12 Muon, on weights laid out (outputs, inputs); Polar Express, arXiv 2505.16932; cautious weight decay, arXiv
2510.12402; NorMuon, arXiv 2510.05491.
"""
import json
import math
import pathlib
import re
import torch

KELLER = [(3.4445, -4.7750, 2.0315)]
QUINTIC = [(4.0848, -6.8946, 2.9270), (3.9505, -6.3029, 2.6377), (3.7418, -5.5913, 2.3037), (2.8769, -3.1427, 1.2046),
           (2.8366, -3.0525, 1.2012)]
POLAR_EXPRESS = [(8.156554524902461, -22.48329292557795, 15.878769915207462),
                 (4.042929935166739, -2.808917465908714, 0.5000178451051316),
                 (3.8916678022926607, -2.772484153217685, 0.5060648178503393),
                 (3.285753657755655, -2.3681294933425376, 0.46449024233003106),
                 (2.3465413258596377, -1.7097828382687081, 0.42323551169305323)]

VARIABLES = [  # path, shape (outputs, inputs), takes AdamW
    ("attention.in_proj_weight", (9, 3), False),
    ("hidden.weight", (6, 4), False),
    ("hidden.bias", (6,), True),
    ("wide.weight", (3, 7), False),
    ("tokens.weight", (6, 3), True),
    ("head.weight", (3, 6), True),
]
STEPS = 5

SEED = dict(lr=0.001, wd=0.1, adam_wd=0.1, ratio=0.1, b1=0.9, b2=0.999, eps=1e-7, hat=True, mu=0.95, nesterov=True, average=False,
            steps=6, table=KELLER, guard="added", scale="in/out")
MOONLIGHT = dict(SEED, ratio=1, b2=0.95, eps=1e-8, steps=5, scale="rms")
TORCH = dict(SEED, adam_wd=0.01, ratio=1, eps=1e-8, hat=False, average=True, steps=5, guard="minimum", scale="out/in")
TORCH_RMS = dict(TORCH, scale="rms")
PRESETS = {"seed": SEED, "moonlight": MOONLIGHT, "torch_original": TORCH, "torch_match_rms": TORCH_RMS}

NAMES = {  # the library's option: what it sets here
    "learning_rate": "lr", "weight_decay": "wd", "adam_weight_decay": "adam_wd", "momentum": "mu", "nesterov": "nesterov", "ns_steps": "steps",
}


def orthogonalise(g, o):
    x = g.T if g.shape[0] > g.shape[1] else g
    norm = x.norm()
    if o["table"] is POLAR_EXPRESS:
        x = x / (1.02 * norm + 1e-6)
    elif o["guard"] == "minimum":
        x = x / max(norm.item(), 1e-7)
    else:
        x = x / (norm + 1e-7)
    for i in range(o["steps"]):
        a, b, c = o["table"][min(i, len(o["table"]) - 1)]
        s = x @ x.T
        x = a * x + (b * s + c * (s @ s)) @ x
    return x.T if g.shape[0] > g.shape[1] else x


def factor(shape, o):
    rows, columns = shape
    return {"in/out": math.sqrt(max(1, columns / rows)), "out/in": math.sqrt(max(1, rows / columns)),
            "rms": 0.2 * math.sqrt(max(rows, columns))}[o["scale"]]


def normuon(u, state, o):
    mean = (u * u).mean(dim=1, keepdim=True)
    state["row"] = o["normuon"] * state.get("row", torch.zeros_like(mean)) + (1 - o["normuon"]) * mean
    scaled = u / (state["row"].sqrt() + 1e-10)
    return scaled * (u.norm() / scaled.norm())


def muon(g, state, o):
    gain = 1 - o["mu"] if o["average"] else 1
    state["m"] = o["mu"] * state.get("m", torch.zeros_like(g)) + gain * g
    ahead = o["mu"] * state["m"] + gain * g if o["nesterov"] else state["m"]
    blocks = []
    for i, block in enumerate(ahead.chunk(o.get("blocks", 1), dim=0)):
        u = orthogonalise(block, o)
        if "normuon" in o:
            u = normuon(u, state.setdefault(i, {}), o)
        blocks.append(u * factor(block.shape, o))
    return o["lr"] * torch.cat(blocks), o["lr"] * o["wd"]


def adamw(g, state, o):
    state["t"] = t = state.get("t", 0) + 1
    state["m"] = o["b1"] * state.get("m", torch.zeros_like(g)) + (1 - o["b1"]) * g
    state["v"] = o["b2"] * state.get("v", torch.zeros_like(g)) + (1 - o["b2"]) * g * g
    root = math.sqrt(1 - o["b2"] ** t)
    below = state["v"].sqrt() + o["eps"] if o["hat"] else (state["v"].sqrt() / root + o["eps"]) * root
    return o["lr"] * o["ratio"] * root / (1 - o["b1"] ** t) * state["m"] / below, o["lr"] * o["adam_wd"]


def update(w, g, state, o, uses_adamw, decays):
    step, decay = (adamw if uses_adamw else muon)(g, state, o)
    decay = decay if decays else 0
    kept = (step * w >= 0).to(w.dtype) if o.get("cautious") else 1
    return w - decay * kept * w - step


def run(name, preset, options, **extra):
    torch.manual_seed(sum(map(ord, name)))
    size = extra.pop("size", 1)
    o = dict(PRESETS[preset], **extra)
    for key, value in options.items():
        if key in NAMES:
            o[NAMES[key]] = value
            if key == "weight_decay" and "adam_weight_decay" not in options and PRESETS[preset]["adam_wd"] == PRESETS[preset]["wd"]:
                o["adam_wd"] = value
    undecayed = [re.compile(pattern) for pattern in options.get("exclude_from_weight_decay", [])]
    rounded = lambda *shape: (torch.randn(*shape, dtype=torch.float64) * 1000).round() / 1000
    values = [rounded(*shape) for _, shape, _ in VARIABLES]
    initial = [value.clone() for value in values]
    states = [{} for _ in VARIABLES]
    gradients, after = [], []
    for _ in range(STEPS):
        step = [rounded(*shape) * size for _, shape, _ in VARIABLES]
        step[4] *= (torch.rand(6, 1) < 0.4).to(torch.float64)  # rows of the table that the batch does not touch
        for i, (path, shape, uses_adamw) in enumerate(VARIABLES):
            decays = not any(pattern.search(path) for pattern in undecayed)
            one = dict(o, blocks=o["blocks"] if path == "attention.in_proj_weight" else 1) if "blocks" in o else o
            if o.get("rows") and path == "tokens.weight":
                for row in range(shape[0]):
                    if step[i][row].abs().sum() != 0:
                        values[i][row] = update(values[i][row], step[i][row], states[i].setdefault(row, {}), one, True, decays)
            else:
                values[i] = update(values[i], step[i], states[i], one, uses_adamw, decays)
        gradients.append([g.flatten().tolist() for g in step])
        after.append([w.flatten().tolist() for w in values])
    case = {
        "name": name, "source": "reference.py", "dtype": "float64", "preset": preset,
        "options": dict(options, exclude_layers=[re.escape(path) for path, _, uses_adamw in VARIABLES if uses_adamw]),
        "variables": [{"path": path, "shape": list(shape), "initial": w.flatten().tolist(), "uses_adamw": uses_adamw}
                      for (path, shape, uses_adamw), w in zip(VARIABLES, initial)],
        "gradients": gradients, "values_after_step": after, "values_after_finalize": None,
    }
    file = pathlib.Path(__file__).with_name(name + ".json")
    file.write_text(json.dumps(case).replace("-0.0,", "0.0,") + "\n")


run("moonlight_defaults", "moonlight", {})
run("moonlight_no_nesterov", "moonlight", {"learning_rate": 0.02, "nesterov": False, "momentum": 0.9, "weight_decay": 0.3})
run("torch_original_defaults", "torch_original", {})
run("torch_original_decay", "torch_original", {"learning_rate": 0.05, "weight_decay": 0.3, "adam_weight_decay": 0.2, "nesterov": False})
run("torch_original_tiny_gradients", "torch_original", {"learning_rate": 0.02}, size=1e-7)
run("torch_match_rms_defaults", "torch_match_rms", {})
run("torch_match_rms_decay", "torch_match_rms", {"learning_rate": 0.02, "weight_decay": 0.5, "ns_steps": 3})
run("quintic", "seed", {"learning_rate": 0.02, "coefficients": "Quintic", "ns_steps": 4}, table=QUINTIC)
run("polar_express", "seed", {"learning_rate": 0.02, "coefficients": "PolarExpress", "ns_steps": 7}, table=POLAR_EXPRESS)
run("cautious", "seed", {"learning_rate": 0.05, "weight_decay": 0.8, "cautious_weight_decay": True}, cautious=True)
run("normuon", "seed", {"learning_rate": 0.02, "nor_muon": True}, normuon=0.95)
run("normuon_beta2", "torch_match_rms", {"learning_rate": 0.02, "nor_muon": True, "nor_muon_beta2": 0.7}, normuon=0.7)
run("split_qkv", "seed", {"learning_rate": 0.02, "split_qkv": True}, blocks=3)
run("split_qkv_normuon", "moonlight", {"learning_rate": 0.02, "split_qkv": True, "nor_muon": True}, blocks=3, normuon=0.95)
run("exclude_from_weight_decay", "seed", {"learning_rate": 0.05, "weight_decay": 0.8, "exclude_from_weight_decay": ["bias$", "^wide"]})
run("row_wise", "seed", {"learning_rate": 0.05, "weight_decay": 0.4, "row_wise_adam_w": ["^tokens"]}, rows=True)
run("row_wise_torch_cautious", "torch_original", {"learning_rate": 0.05, "adam_weight_decay": 0.4, "row_wise_adam_w": ["^tokens"],
                                                  "cautious_weight_decay": True}, rows=True, cautious=True)
