"""Make the layout fixtures: tiny checkpoints with what the published code computes from them.

  python make_fixtures.py FOLDER_WITH_recpre ../resources/dev/plumbline/runner/export

FOLDER_WITH_recpre holds the published recpre/raven_modeling_minimal.py (seal-rg/recurrent-pretraining). Needs torch,
transformers and safetensors. Each fixture is a checkpoint in its storage type plus expected.safetensors: `ids`
[tokens], `state` [tokens, n_embd] and per iteration count r `{zero|state}.r{r}.{logits|latent}`, in float32.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file

sys.path.insert(0, sys.argv[1])
from recpre.raven_modeling_minimal import RavenConfig, RavenForCausalLM  # noqa: E402

SIZES = dict(n_embd=8, n_heads=2, intermediate_size=12, vocab_size=32, block_size=16, mean_recurrence=4)
TOKENS = 11
ITERATIONS = (1, 3, 8)

FIXTURES = {
    # The rotary tables are left out: they must be computed.
    "no-coda-f32": dict(
        config=dict(n_layers_in_prelude=1, n_layers_in_recurrent_block=1, n_layers_in_coda=0),
        dtype=torch.float32, shards=1, drop=["freqs_cis"],
    ),
    "untied-f32-shards": dict(
        config=dict(n_layers_in_prelude=1, n_layers_in_recurrent_block=3, n_layers_in_coda=2, tie_embeddings=False,
                    qk_bias=False, rope_base=10_000, norm_eps=1e-3),
        dtype=torch.float32, shards=3, drop=[],
    ),
    "no-prelude-f16": dict(
        config=dict(n_layers_in_prelude=0, n_layers_in_recurrent_block=2, n_layers_in_coda=1, n_heads=1,
                    padded_vocab_size=40),
        dtype=torch.float16, shards=1, drop=["freqs_cis"],
    ),
    # Of the tied tensors only lm_head.weight is kept.
    "head-bf16-shards": dict(
        config=dict(n_layers_in_prelude=1, n_layers_in_recurrent_block=2, n_layers_in_coda=3, n_heads=4,
                    rope_base=500_000, keep_head=True),
        dtype=torch.bfloat16, shards=2, drop=[],
    ),
}


def randomized(config):
    model = RavenForCausalLM(config).eval()
    with torch.no_grad():
        for name, w in model.named_parameters():
            if w.dim() == 1:
                w.copy_(1 + 0.2 * torch.randn_like(w))
            elif "qk_bias" in name:
                w.copy_(0.3 * torch.randn_like(w))
            else:
                w.copy_(w.shape[-1] ** -0.5 * torch.randn_like(w))
    return model


def checkpoint(model, fixture):
    """The tensors in storage type; the model keeps their values, widened."""
    tensors = {}
    for name, w in model.state_dict().items():
        if name in fixture["drop"]:
            continue
        # The rotary tables stay float32 beside narrower weights.
        stored = w.clone() if name == "freqs_cis" else w.to(fixture["dtype"])
        tensors[name] = stored
        w.copy_(stored.float())
    if model.config.tie_embeddings:
        del tensors["transformer.wte.weight" if fixture["keep_head"] else "lm_head.weight"]
    return tensors


def save(out, tensors, shards):
    if shards == 1:
        save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
        return
    weight_map = {}
    names = sorted(tensors)
    for i in range(shards):
        file = f"model-{i + 1:05}-of-{shards:05}.safetensors"
        save_file({n: tensors[n] for n in names[i::shards]}, out / file, metadata={"format": "pt"})
        weight_map |= {n: file for n in names[i::shards]}
    index = {"metadata": {}, "weight_map": dict(sorted(weight_map.items()))}
    (out / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def expected(model):
    ids = torch.randint(SIZES["vocab_size"], (TOKENS,))
    state = 2 * torch.randn(TOKENS, SIZES["n_embd"])
    values = {"ids": ids.float(), "state": state}
    for kind, start in ("zero", torch.zeros_like(state)), ("state", state):
        for r in ITERATIONS:
            out = model(ids[None], input_states=start[None], num_steps=(r, 0))
            values[f"{kind}.r{r}.logits"] = out.logits[0].contiguous()
            values[f"{kind}.r{r}.latent"] = out.latent_states[0].contiguous()
    return values


def tokenizer():
    vocab = {"<unk>": 0, "<s>": 1, "</s>": 2} | {chr(97 + i): i + 3 for i in range(26)}
    special = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [dict(id=i, content=t, **special) for t, i in list(vocab.items())[:3]],
        "normalizer": None, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "<unk>"},
    }


@torch.no_grad()
def main():
    for i, (name, fixture) in enumerate(FIXTURES.items()):
        torch.manual_seed(i)
        out = pathlib.Path(sys.argv[2]) / name
        out.mkdir(parents=True, exist_ok=True)
        settings = SIZES | fixture["config"]
        fixture["keep_head"] = settings.pop("keep_head", False)
        model = randomized(RavenConfig(**settings))
        save(out, checkpoint(model, fixture), fixture["shards"])
        (out / "config.json").write_text(json.dumps({"model_type": "huginn_raven"} | settings, indent=1) + "\n")
        (out / "tokenizer.json").write_text(json.dumps(tokenizer(), indent=1) + "\n")
        save_file(expected(model), out / "expected.safetensors")


main()
