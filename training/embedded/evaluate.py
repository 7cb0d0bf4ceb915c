"""Accuracy by task and iterations on the suite's documents, in one pass to the largest number of iterations.

Choices are compared by their summed log-probability, written answers by whether greedy decoding gives exactly the
answer: each of its tokens, then the end, is the likeliest after the true ones before it. Tests are not run, so that
another right program counts as wrong here.

    python -m embedded.evaluate CHECKPOINT
"""

import argparse
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from embedded import suite
from embedded.checkpoint import load
from embedded.document import Document
from embedded.model import RecurrentModel
from embedded.sources import SOURCES
from embedded.tokens import Encoder

ITERATIONS = (1, 2, 4, 8, 16, 32, 64)
BATCH = 100


def endings(document: Document) -> list[str]:
    """The continuations to choose from, the right one among them; only the right one where an answer is written."""
    row = document.row
    texts = row["choices"]["text"] if "choices" in row else row.get("endings", [document.answer[1:]])
    return [f" {text}" for text in texts] if document.answer[0] == " " and len(texts) > 1 else [document.answer]


def pad(rows: list[list[int]], filler: int) -> Tensor:
    """Rows filled up at their ends to [rows, longest]."""
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


@torch.no_grad()
def right(model: RecurrentModel, encode: Encoder, documents: list[Document], iterations: tuple[int, ...], seed: int):
    """For each document the number of iterations to whether it is answered rightly."""
    asked = [Document(d.prompt, ending) for d in documents for ending in endings(d)]
    inputs, labels = zip(*map(encode, asked), strict=True)
    tokens, targets = pad(list(inputs), 0), pad(list(labels), -100)
    e = model.prelude(tokens)
    state = model.initial_state(e, torch.Generator().manual_seed(seed))
    outcome: list[dict[int, bool]] = [{} for _ in documents]
    for done in range(1, max(iterations) + 1):
        state = model.core(state, e)
        if done in iterations:
            logits = model.head(model.coda(state))
            loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view(targets.shape)
            # The end after a choice is no part of lm-evaluation-harness's continuation.
            chosen = loss * (targets != encode.end)
            exact = ((logits.argmax(-1) == targets) | (targets == -100)).all(-1)
            row = 0
            for document, answers in zip(documents, outcome, strict=True):
                texts = endings(document)
                if len(texts) > 1:
                    answers[done] = texts[int(chosen[row : row + len(texts)].sum(-1).argmin())] == document.answer
                else:
                    answers[done] = bool(exact[row])
                row += len(texts)
    return outcome


def curve(
    model: RecurrentModel,
    tokenizer: PreTrainedTokenizerFast,
    task: str,
    documents: int = suite.DOCUMENTS,
    iterations: tuple[int, ...] = ITERATIONS,
    seed: int = 0,
) -> dict[int, float]:
    """Iterations to accuracy over the suite's first `documents` of a task; `seed` draws the initial states."""
    asked = suite.documents(task)[:documents]
    encode = Encoder(tokenizer)
    outcome: list[dict[int, bool]] = []
    for start in range(0, len(asked), BATCH):
        outcome += right(model, encode, asked[start : start + BATCH], iterations, seed + start)
    return {r: sum(answers[r] for answers in outcome) / len(asked) for r in iterations}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--seeds", type=int, default=1, help="seeds of the random initial state")
    parser.add_argument("--documents", type=int, default=suite.DOCUMENTS)
    parser.add_argument("--out", type=Path, help="a JSON file for the curves by seed")
    options = parser.parse_args()
    model, tokenizer = load(options.checkpoint)
    found: dict[int, dict[str, dict[int, float]]] = {}
    for seed in range(options.seeds):
        for task in SOURCES:
            accuracies = curve(model, tokenizer, task, options.documents, seed=1000 * seed)
            found.setdefault(seed, {})[task] = accuracies
            print(seed, task, *(f"{r}:{accuracy:.3f}" for r, accuracy in accuracies.items()), flush=True)
    if options.out:
        written = {"documents": options.documents, "curves_by_seed": found}
        options.out.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
