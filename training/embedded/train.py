"""Trains the embedded model; the same command goes on where an earlier one stopped.

    python -m embedded.train --out DIR

DIR then holds checkpoint/ (the Hugging Face folder), state.pt (to resume from) and log.jsonl.
"""

import argparse
import json
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from embedded import chains, checkpoint, evaluate, tokens
from embedded.model import RecurrentModel, Shape
from embedded.sources import SOURCES, stream

BATCH = {
    "embedded_facts": 16,
    "embedded_swaps": 32,
    "embedded_chains": 48,
    "embedded_lists": 4,
    "embedded_formulas": 8,
}
"""Documents of each source in a step."""

WEIGHT = dict.fromkeys(BATCH, 1.0) | {"embedded_chains": 2.0}
"""Weights of the sources' losses: chains are the hardest to learn."""


@dataclass
class Settings:
    """Everything that decides the result, with the seed."""

    seed: int = 0
    steps: int = 1560
    warmup: int = 50
    decay: float = 0.3
    """Share of the steps in which the learning rate falls to nothing, linearly."""
    matrix_rate: float = 3e-3
    """Muon's peak learning rate for the layers' matrices, in AdamW's scale."""
    other_rate: float = 3e-3
    """AdamW's for the embeddings, norms and biases."""
    weight_decay: float = 0.05
    clip: float = 1.0
    spread: float = 0.5
    """Sigma of the log-normal distribution of the Poisson's rate."""
    first_chain: int = 2
    """Chains grow from this many steps, by one whenever `promotion` of the longest are right."""
    promotion: float = 0.7
    iterations_per_step: float = 0.8
    """Mean iterations while chains grow, for each step of the longest, at least `fewest_iterations`."""
    fewest_iterations: float = 3.0


def optimizers(model: RecurrentModel, settings: Settings) -> list[torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for the rest."""
    matrices = [w for name, w in model.named_parameters() if w.dim() == 2 and "wte" not in name]
    others = [w for name, w in model.named_parameters() if w.dim() != 2 or "wte" in name]
    return [
        torch.optim.Muon(matrices, lr=settings.matrix_rate, weight_decay=settings.weight_decay, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=settings.other_rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]


def rate_share(step: int, settings: Settings) -> float:
    """The share of the peak learning rate at a step: a rise, a plateau, a fall."""
    left = (settings.steps - step) / (settings.decay * settings.steps)
    return max(0.0, min(1.0, (step + 1) / settings.warmup, left))


def draw_iterations(random: Random, mean: float, spread: float) -> int:
    """Log-normal Poisson, as published: 1 + Poisson(rate), where the log-normal rate's mean is `mean`."""
    rate = math.exp(random.gauss(math.log(mean) - spread**2 / 2, spread))
    product, count = random.random(), 0  # Knuth's method; rates are small
    while product > math.exp(-rate):
        product *= random.random()
        count += 1
    return 1 + count


class Trainer:
    def __init__(self, settings: Settings, out: Path, compiled: bool):
        self.settings, self.out = settings, out
        torch.manual_seed(settings.seed)
        self.tokenizer = self._tokenizer()
        self.encode = tokens.Encoder(self.tokenizer)
        self.model = RecurrentModel(Shape(len(self.tokenizer)))
        self.optimizers = optimizers(self.model, settings)
        self.step, self.tokens_seen, self.seconds = 0, 0, 0.0
        self.longest_chain, self.mastery = settings.first_chain, 0.0
        if (out / "state.pt").exists():
            self._restore()
        if compiled:
            for part in ("prelude", "core", "coda"):
                setattr(self.model, part, torch.compile(getattr(self.model, part), dynamic=True))

    def train_step(self) -> dict[str, float]:
        """One update from a batch of each source, every batch with its own number of iterations; the losses."""
        settings, random = self.settings, Random(f"{self.settings.seed}/{self.step}")
        torch.manual_seed(random.getrandbits(63))
        mean = min(self.model.shape.mean_recurrence, settings.iterations_per_step * self.longest_chain)
        losses = {}
        for name, size in BATCH.items():
            limits = {"longest": self.longest_chain} if SOURCES[name] is chains.draw else {}
            source = stream(name, random, held_out=False, **limits)
            rows, labels = zip(*(self.encode(next(source)) for _ in range(size)), strict=True)
            inputs, targets = evaluate.pad(list(rows), 0), evaluate.pad(list(labels), -100)
            iterations = draw_iterations(random, max(mean, settings.fewest_iterations), settings.spread)
            with torch.autocast("cpu", torch.bfloat16):
                features = self.model(inputs, iterations, min(iterations, self.model.shape.mean_backprop_depth))
                kept = targets != -100
                logits = self.model.head(features[kept]).float()
            loss = F.cross_entropy(logits, targets[kept])
            (loss * WEIGHT[name]).backward()
            losses[name] = loss.item()
            self.tokens_seen += inputs.numel()
            if limits:
                self._promote(logits, targets, kept)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip)
        share = rate_share(self.step, settings)
        for optimizer, peak in zip(self.optimizers, (settings.matrix_rate, settings.other_rate), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = peak * share
            optimizer.step()
            optimizer.zero_grad()
        self.step += 1
        return losses

    def _promote(self, logits, targets, kept) -> None:
        """Lengthens the chains when the answers of the batch's last places are mostly right."""
        answers = torch.zeros_like(kept)
        last = kept.shape[1] - 1 - kept.flip(1).int().argmax(1)
        answers[torch.arange(len(last)), last - 1] = True
        right = (logits.argmax(-1) == targets[kept])[answers[kept]].float().mean().item()
        self.mastery = 0.95 * self.mastery + 0.05 * right
        if self.mastery > self.settings.promotion and self.longest_chain < chains.LONGEST:
            self.longest_chain += 1
            self.mastery -= 0.05

    def _tokenizer(self) -> PreTrainedTokenizerFast:
        """The one that a stopped run began with, since the ids of its embeddings are that one's."""
        if (self.out / "state.pt").exists():
            return AutoTokenizer.from_pretrained(self.out / "checkpoint")
        return tokens.train(self.settings.seed, Shape.__dataclass_fields__["block_size"].default)

    def save(self) -> None:
        """The checkpoint and what is needed to resume, each moved into place when whole."""
        checkpoint.save(self.out / "checkpoint", self.model, self.tokenizer)
        state = {
            "model": self.model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "progress": [self.step, self.tokens_seen, self.seconds, self.longest_chain, self.mastery],
        }
        torch.save(state, self.out / "state.pt.part")
        os.replace(self.out / "state.pt.part", self.out / "state.pt")

    def _restore(self) -> None:
        state = torch.load(self.out / "state.pt")
        self.model.load_state_dict(state["model"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.step, self.tokens_seen, self.seconds, self.longest_chain, self.mastery = state["progress"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--save-minutes", type=float, default=4, help="time between checkpoints with their curves")
    options = vars(parser.parse_args())
    out, every, threads, compiled = (options.pop(key) for key in ("out", "save_minutes", "threads", "compile"))
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(threads)
    trainer = Trainer(Settings(**options), out, compiled)
    log = (out / "log.jsonl").open("a", encoding="utf-8")

    def note(**what) -> None:
        progress = {"step": trainer.step, "tokens": trainer.tokens_seen, "seconds": round(trainer.seconds)}
        print(json.dumps({**progress, "longest_chain": trainer.longest_chain, **what}), file=log, flush=True)

    note(settings=options, parameters=sum(w.numel() for w in trainer.model.parameters()))
    saved = time.monotonic()
    while trainer.step < trainer.settings.steps:
        began = time.monotonic()
        losses = trainer.train_step()
        trainer.seconds += time.monotonic() - began
        if trainer.step % 20 == 0 or trainer.step < 4:
            note(mastery=round(trainer.mastery, 3), **{name: round(loss, 3) for name, loss in losses.items()})
        if time.monotonic() - saved > 60 * every or trainer.step == trainer.settings.steps:
            trainer.save()
            model, tokenizer = checkpoint.load(out / "checkpoint")
            few = {"documents": 60, "iterations": evaluate.ITERATIONS[:6]}
            note(curves={task: evaluate.curve(model, tokenizer, task, **few) for task in BATCH})
            saved = time.monotonic()


if __name__ == "__main__":
    main()
