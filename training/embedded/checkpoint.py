"""The checkpoint as a Hugging Face folder of Huginn-0125's layout: config.json, model.safetensors and the tokenizer."""

import json
import math
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from embedded.model import RecurrentModel, Shape

FIXED = {
    "architecture_class_name": "RecurrentGPT",
    "architectures": ["RavenForCausalLM"],
    "bias": False,
    "block_class_name": "SandwichBlock",
    "init_orthogonal": False,
    "init_strategy": "takase",
    "injection_type": "linear",
    "mlp_class_name": "GatedMLP",
    "model_type": "huginn_raven",
    "nonlin_name": "SiLU",
    "norm_class_name": "RMSNorm_llama",
    "padding_multiple": 1,
    "qk_bias": True,
    "sampling_scheme": "poisson-lognormal-filling",
    "state_init": "like-init",
    "test_time_noise": 0,
    "test_time_noise_type": "fixed",
    "tie_embeddings": True,
    "torch_dtype": "float32",
}
"""What the published config.json says of every model of this layout."""


def config(shape: Shape, tokenizer: PreTrainedTokenizerFast) -> dict:
    """The published keys, derived ones included."""
    std, depth = shape.init_std, shape.expected_depth
    return {
        **FIXED,
        **asdict(shape),
        "n_layers": shape.n_layers_in_prelude + shape.n_layers_in_recurrent_block + shape.n_layers_in_coda,
        "padded_vocab_size": shape.vocab_size,
        "head_dim": shape.n_embd // shape.n_heads,
        "num_key_value_heads": shape.n_heads,
        "effective_expected_depth": depth,
        "init_values": {
            "std": std,
            "out_proj": std / math.sqrt(2 * depth),
            "embedding": std,
            "embed_scale": math.sqrt(shape.n_embd),
        },
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }


def save(folder: Path, model: RecurrentModel, tokenizer: PreTrainedTokenizerFast) -> None:
    """Writes the folder beside its place and moves it there, so that it is never half-written."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    tokenizer.save_pretrained(part, save_jinja_files=False)
    tensors = {name: tensor.detach().contiguous().clone() for name, tensor in model.state_dict().items()}
    save_file(tensors, part / "model.safetensors", metadata={"format": "pt"})
    text = json.dumps(config(model.shape, tokenizer), indent=2, sort_keys=True)
    (part / "config.json").write_text(text + "\n", encoding="utf-8")
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    os.replace(part, folder)
    shutil.rmtree(old, ignore_errors=True)


def load(folder: Path) -> tuple[RecurrentModel, PreTrainedTokenizerFast]:
    """The model and tokenizer that `save` wrote."""
    written = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = RecurrentModel(Shape(**{key: written[key] for key in Shape.__dataclass_fields__}))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.eval(), AutoTokenizer.from_pretrained(folder)
