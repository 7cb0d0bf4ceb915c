"""Records the log-likelihoods that lm-evaluation-harness 0.4.13 gives of whole texts, from the
published PyTorch code on tiny-raven with initial states of zero.

    python rolling_likelihoods.py TINY_RAVEN FOLDER_OF_RECPRE OUT.json
"""

import json
import sys

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM
from transformers import AutoTokenizer

checkpoint, published, out = sys.argv[1:]
sys.path.insert(0, published)
from recpre.raven_config_minimal import RavenConfig  # noqa: E402
from recpre.raven_modeling_minimal import RavenForCausalLM  # noqa: E402

TEXTS = [
    "a",
    "A dial at 7 goes plus 5 times 3 minus 2.\n#### 4\n",
    "The capital of Peru is Lima, " * 40,
    # Three windows of the block.
    "".join(f"A dial at {i % 7} goes plus {i % 5} and shows {i}.\n" for i in range(260)),
]
ITERATIONS = [1, 4, 16]

config = RavenConfig.from_pretrained(checkpoint)
model = RavenForCausalLM.from_pretrained(checkpoint, config=config, torch_dtype=torch.float32)
model.eval()
model.initialize_state = lambda embeds, scale=1.0: torch.zeros_like(embeds)
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
forward = model.forward
recorded = []
with torch.no_grad():
    for r in ITERATIONS:
        model.forward = lambda *a, r=r, **k: forward(*a, num_steps=torch.tensor([r, 0]), **k)
        lm = HFLM(
            pretrained=model, tokenizer=tokenizer, max_length=2048, batch_size=1, device="cpu"
        )
        requests = [
            Instance(request_type="loglikelihood_rolling", doc={}, arguments=(t,), idx=0)
            for t in TEXTS
        ]
        for text, value in zip(TEXTS, lm.loglikelihood_rolling(requests, disable_tqdm=True)):
            tokens = len(tokenizer.encode(text))
            recorded.append(
                {"iterations": r, "tokens": tokens, "text": text, "loglikelihood": value}
            )
with open(out, "w") as file:
    json.dump(recorded, file, indent=1)
    file.write("\n")
