"""Whether both sides answered the same."""

from __future__ import annotations

from dataclasses import dataclass

from measure.answers import Answers, Choice
from measure.errors import BenchmarkError


@dataclass(frozen=True)
class Agreement:
    """
    loglikelihoods: how many were compared; 0 where nothing was chosen
    largest_difference: of log-likelihoods, absolute, over all of them
    generations: how many were compared; 0 where nothing was generated
    """

    loglikelihoods: int = 0
    largest_difference: float = 0.0
    equal_greedy: int = 0
    generations: int = 0
    equal_generations: int = 0

    def rows(self) -> list[tuple[str, str]]:
        rows = []
        if self.loglikelihoods:
            rows += [
                ("largest difference of log-likelihoods", f"{self.largest_difference:.1e}"),
                ("equal greedy flags", f"{self.equal_greedy} of {self.loglikelihoods}"),
            ]
        if self.generations:
            rows += [("equal generations", f"{self.equal_generations} of {self.generations}")]
        return rows


def compare(peer: Answers, ours: Answers) -> Agreement:
    """Compares answer by answer; both must have been asked the same."""
    for key in peer.keys() ^ ours.keys():
        side = "Plumbline" if key in peer else "the peer"
        raise BenchmarkError(f"{side} has no answer for {key.task}, document {key.doc_id}, r = {key.iterations}")
    differences: list[float] = []
    greedy: list[bool] = []
    texts: list[bool] = []
    for key, expected in peer.items():
        found = ours[key]
        if isinstance(expected, Choice) and isinstance(found, Choice):
            if len(expected.loglikelihoods) != len(found.loglikelihoods):
                raise BenchmarkError(f"the sides disagree on the choices of {key.task}, document {key.doc_id}")
            differences += [abs(a - b) for a, b in zip(expected.loglikelihoods, found.loglikelihoods)]
            greedy += [a == b for a, b in zip(expected.greedy, found.greedy)]
        else:
            texts.append(expected == found)
    return Agreement(len(differences), max(differences, default=0.0), sum(greedy), len(texts), sum(texts))
