"""Makes a random checkpoint with the layers and the tokenizer of another in a different size.

Run by the peer's Python, with the published model code to import from.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from recpre.raven_modeling_minimal import RavenConfig, RavenForCausalLM

HEAD_DIM = 64
KEPT = ("n_layers", "n_layers_in_prelude", "n_layers_in_recurrent_block", "n_layers_in_coda", "block_size")


def intermediate(width: int) -> int:
    """The ratio of all presets of make_model.py: 2.75."""
    return width * 11 // 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--n-embd", type=int, required=True, help=f"a multiple of {HEAD_DIM}")
    parser.add_argument("--vocab-size", type=int, required=True, help="at least the base's, whose tokenizer stays")
    a = parser.parse_args()
    base = RavenConfig.from_pretrained(a.base)
    config = RavenConfig(
        **{key: getattr(base, key) for key in KEPT},
        n_embd=a.n_embd,
        n_heads=a.n_embd // HEAD_DIM,
        intermediate_size=intermediate(a.n_embd),
        vocab_size=a.vocab_size,
        torch_dtype="float32",
    )
    torch.manual_seed(1)
    RavenForCausalLM(config).save_pretrained(a.out, safe_serialization=True)
    for file in [*a.base.glob("tokenizer*"), *a.base.glob("special_tokens*")]:
        shutil.copy(file, a.out)


main()
