#!/usr/bin/env python3
"""Writes text_networks.json: names, shapes and logits of tiny text networks.

    python3 make_text_networks.py        (needs torch and numpy, any version)

BERT, RoBERTa and DistilBERT are written here from their papers, with the names that published weights have; each of their
blocks is compared with torch's own TransformerEncoderLayer while it runs. The encoder with rotary positions turns its
queries and keys by matrices. Nothing is shared with the library. Weights come from the formula of ../../Goldens, rounded to
float32; all else is float64.
"""
import json
import math
import pathlib
import sys
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "Goldens"))
sys.dont_write_bytecode = True
from make_networks import uniform  # noqa: E402

LENGTHS = (9, 4, 1)


def weights(shapes):
    """Embeddings are so small that the epsilon of the first normalisation shows."""
    state = {}
    for number, name in enumerate(sorted(shapes)):
        shape = shapes[name]
        u = uniform(number, math.prod(shape))
        is_norm = len(shape) == 1 and name.endswith("weight")
        v = 1 + 0.2 * u if is_norm else 0.1 * u if len(shape) == 1 else 0.02 * u if "embed" in name else u * math.sqrt(6 / shape[1])
        state[name] = torch.from_numpy(v).float().double().reshape(shape)
    return state


def linear(s, name, x):
    return x @ s[name + ".weight"].mT + s[name + ".bias"]


def norm(s, name, x, eps):
    mean = x.mean(-1, keepdim=True)
    return (x - mean) / ((x - mean).square().mean(-1, keepdim=True) + eps).sqrt() * s[name + ".weight"] + s[name + ".bias"]


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def attend(q, k, v, heads, turn=lambda x: x):
    """One text, (length, width): softmax(q kᵀ / √d) v for each head."""
    d = q.shape[1] // heads
    mixed = []
    for part in (slice(h * d, (h + 1) * d) for h in range(heads)):
        mixed.append(((turn(q[:, part]) @ turn(k[:, part]).mT) / math.sqrt(d)).softmax(-1) @ v[:, part])
    return torch.cat(mixed, 1)


# -- BERT and its kin -------------------------------------------------------------------------------------------------

BERT = dict(q="attention.self.query", k="attention.self.key", v="attention.self.value", o="attention.output.dense",
            on="attention.output.LayerNorm", i="intermediate.dense", f="output.dense", fn="output.LayerNorm", layers="encoder.layer")
DISTIL = dict(q="attention.q_lin", k="attention.k_lin", v="attention.v_lin", o="attention.out_lin", on="sa_layer_norm",
              i="ffn.lin1", f="ffn.lin2", fn="output_layer_norm", layers="transformer.layer")
FAMILIES = {  # prefix, names, epsilon, segments, padding id, layer before the head, its activation, the head
    "Bert": ("bert.", BERT, 1e-12, 2, 0, "bert.pooler.dense", torch.tanh, "classifier"),
    "Roberta": ("roberta.", BERT, 1e-5, 1, 1, "classifier.dense", torch.tanh, "classifier.out_proj"),
    "DistilBert": ("distilbert.", DISTIL, 1e-12, 0, 0, "pre_classifier", torch.relu, "classifier"),
}


def bert_block(s, path, n, x, heads, eps):
    q, k, v = (linear(s, path + n[part], x) for part in "qkv")
    y = norm(s, path + n["on"], x + linear(s, path + n["o"], attend(q, k, v, heads)), eps)
    z = norm(s, path + n["fn"], y + linear(s, path + n["f"], gelu(linear(s, path + n["i"], y))), eps)

    layer = torch.nn.TransformerEncoderLayer(x.shape[1], heads, s[path + n["i"] + ".bias"].shape[0], 0.0, F.gelu, eps, batch_first=True).double()
    named = {"self_attn.out_proj": "o", "linear1": "i", "linear2": "f", "norm1": "on", "norm2": "fn"}
    state = {f"{theirs}.{kind}": s[f"{path}{n[ours]}.{kind}"] for theirs, ours in named.items() for kind in ("weight", "bias")}
    state |= {f"self_attn.in_proj_{kind}": torch.cat([s[f"{path}{n[part]}.{kind}"] for part in "qkv"]) for kind in ("weight", "bias")}
    layer.load_state_dict(state)
    assert torch.allclose(layer(x[None])[0], z, atol=1e-10), path
    return z


def bert(name, vocabulary=40, width=16, depth=2, heads=4, inner=28, positions=13, classes=3):
    prefix, n, eps, segments, padding, hidden, activation, head = FAMILIES[name]
    shapes = {prefix + "embeddings.word_embeddings.weight": (vocabulary, width), prefix + "embeddings.position_embeddings.weight": (positions, width)}
    if segments:
        shapes[prefix + "embeddings.token_type_embeddings.weight"] = (segments, width)
    shapes |= {f"{prefix}embeddings.LayerNorm.{kind}": (width,) for kind in ("weight", "bias")}
    for layer in range(depth):
        path = f"{prefix}{n['layers']}.{layer}."
        for part in "qkvoif":
            outputs, inputs = (inner if part == "i" else width), (inner if part == "f" else width)
            shapes |= {path + n[part] + ".weight": (outputs, inputs), path + n[part] + ".bias": (outputs,)}
        shapes |= {f"{path}{n[part]}.{kind}": (width,) for part in ("on", "fn") for kind in ("weight", "bias")}
    shapes |= {hidden + ".weight": (width, width), hidden + ".bias": (width,), head + ".weight": (classes, width), head + ".bias": (classes,)}
    s = weights(shapes)

    def logits(tokens, kinds):
        places = torch.arange(len(tokens)) + (padding + 1 if name == "Roberta" else 0)
        x = s[prefix + "embeddings.word_embeddings.weight"][tokens] + s[prefix + "embeddings.position_embeddings.weight"][places]
        if segments:
            x = x + s[prefix + "embeddings.token_type_embeddings.weight"][kinds if segments > 1 else 0 * kinds]
        x = norm(s, prefix + "embeddings.LayerNorm", x, eps)
        for layer in range(depth):
            x = bert_block(s, f"{prefix}{n['layers']}.{layer}.", n, x, heads, eps)
        return linear(s, head, activation(linear(s, hidden, x[0])))

    sizes = dict(vocabulary=vocabulary, width=width, depth=depth, heads=heads, inner=inner, positions=positions, classes=classes,
                 segments=segments, padding=padding, epsilon=eps)
    return sizes, shapes, logits


# -- The encoder from scratch -----------------------------------------------------------------------------------------

def turned(x):
    """The pair j of place p turns by p·10000^(−2j/d)."""
    length, d = x.shape
    rows = []
    for p in range(length):
        turn = torch.zeros(d, d, dtype=torch.float64)
        for j in range(d // 2):
            a = p * 10000 ** (-2 * j / d)
            turn[2 * j:2 * j + 2, 2 * j:2 * j + 2] = torch.tensor([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
        rows.append(turn @ x[p])
    return torch.stack(rows)


def encoder(name, vocabulary=40, width=16, depth=2, heads=2, positions=12, classes=3, padding=0):
    is_learned, is_mean = "Learned" in name, "Mean" in name
    shapes = {"token_embed.weight": (vocabulary, width), "head.weight": (classes, width), "head.bias": (classes,)}
    if is_learned:
        shapes["pos_embed"] = (positions, width)
    products = {"attn.qkv": (3 * width, width), "attn.proj": (width, width), "mlp.fc1": (4 * width, width), "mlp.fc2": (width, 4 * width)}
    for layer in range(depth):
        shapes |= {f"blocks.{layer}.{part}.weight": shape for part, shape in products.items()}
        shapes |= {f"blocks.{layer}.{part}.bias": shape[:1] for part, shape in products.items()}
    norms = [f"blocks.{layer}.norm{half}" for layer in range(depth) for half in (1, 2)] + ["norm"]
    shapes |= {f"{part}.{kind}": (width,) for part in norms for kind in ("weight", "bias")}
    s = weights(shapes)

    def logits(tokens, kinds):
        x = s["token_embed.weight"][tokens] + (s["pos_embed"][:len(tokens)] if is_learned else 0)
        for path in (f"blocks.{layer}." for layer in range(depth)):
            q, k, v = linear(s, path + "attn.qkv", norm(s, path + "norm1", x, 1e-5)).chunk(3, -1)
            x = x + linear(s, path + "attn.proj", attend(q, k, v, heads, (lambda y: y) if is_learned else turned))
            x = x + linear(s, path + "mlp.fc2", gelu(linear(s, path + "mlp.fc1", norm(s, path + "norm2", x, 1e-5))))
        x = norm(s, "norm", x, 1e-5)
        return linear(s, "head", x.mean(0) if is_mean else x[0])

    return dict(vocabulary=vocabulary, width=width, depth=depth, heads=heads, positions=positions, classes=classes, padding=padding), shapes, logits


def record(name):
    sizes, shapes, logits = bert(name) if name in FAMILIES else encoder(name)
    tokens = torch.full((len(LENGTHS), max(LENGTHS)), sizes["padding"])
    kinds = torch.zeros_like(tokens)
    results = []
    for row, length in enumerate(LENGTHS):  # each text alone, without padding
        tokens[row, :length] = torch.from_numpy((uniform(1000 + row, length) + 1) / 2 * (sizes["vocabulary"] - 3)).long() + 2
        kinds[row, length // 2:length] = 1
        results.append(logits(tokens[row, :length], kinds[row, :length]).tolist())
    return {"network": name, **sizes, "tokens": tokens.tolist(), "kinds": kinds.tolist(), "logits": results,
            "tensors": [[key, list(shapes[key])] for key in sorted(shapes)]}


def main():
    names = [*FAMILIES, "Rotary Mean", "Rotary First", "Learned Mean", "Learned First"]
    with torch.no_grad():
        records = [record(name) for name in names]
    text = ",\n".join("{\n" + ",\n".join(f' "{key}": {json.dumps(value)}' for key, value in r.items()) + "\n}" for r in records)
    (HERE / "text_networks.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
