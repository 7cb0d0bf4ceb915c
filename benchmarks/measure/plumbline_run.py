"""A finished run of Plumbline: the folder it has written, and what it took."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from measure.answers import Answers, Choice, Generation, Key
from measure.child import Cost


@dataclass(frozen=True)
class Pass:
    """
    The pass to one depth, all tasks together.

    flop: of matrix products for this depth's answers; what choices share is there once, other depths' codas are not
    seconds: of everything this depth needed, its own coda included
    """

    tokens: int
    flop: float
    seconds: float

    def beyond(self, shallower: Pass) -> Pass:
        """Of multiple choice: the iterations of the core between two depths, which is all that their passes differ by."""
        return Pass(self.tokens, self.flop - shallower.flop, self.seconds - shallower.seconds)

    @property
    def gigaflops(self) -> float:
        """A second."""
        return self.flop / self.seconds / 1e9


@dataclass(frozen=True)
class ProfileLine:
    """share: of all seconds of the profile, from 0 to 1."""

    part: str
    operator: str
    seconds: float
    share: float


@dataclass(frozen=True)
class PlumblineRun:
    folder: Path
    cost: Cost

    def versions(self) -> dict[str, str]:
        return json.loads((self.folder / "manifest.json").read_text())["versions"]

    def passes(self) -> dict[int, Pass]:
        """By iterations."""
        with open(self.folder / "curves.csv", newline="") as file:
            # Every metric of a task repeats what its depth has cost.
            rows = {(row["task"], int(row["iterations"])): row for row in csv.DictReader(file)}
        with open(self.folder / "timing.csv", newline="") as file:
            seconds = {(row["task"], int(row["iterations"])): float(row["seconds"]) for row in csv.DictReader(file)}
        passes: dict[int, Pass] = {}
        for (task, r), row in rows.items():
            tokens = int(row["tokens"])
            before = passes.get(r, Pass(0, 0.0, 0.0))
            flop = tokens * float(row["flops_per_token"])
            passes[r] = Pass(before.tokens + tokens, before.flop + flop, before.seconds + seconds[task, r])
        return passes

    def chooses(self) -> bool:
        """Whether all answers are choices."""
        return all(isinstance(answer, Choice) for answer in self.answers().values())

    def answers(self) -> Answers:
        answers: Answers = {}
        with open(self.folder / "samples.jsonl", encoding="utf-8") as file:
            for sample in map(json.loads, file):
                key = Key(sample["task"], sample["doc_id"], sample["iterations"])
                if "generation" in sample:
                    answers[key] = Generation(sample["generation"])
                else:
                    answers[key] = Choice(tuple(sample["loglikelihoods"]), tuple(sample["greedy"]))
        return answers

    def profile(self) -> list[ProfileLine]:
        """Where the time went; empty where the run has no profile."""
        file = self.folder / "profile.json"
        lines = json.loads(file.read_text()) if file.exists() else []
        return [ProfileLine(p["part"], p["operator"], p["seconds"], p["share"]) for p in lines]
