"""What a side answered, in the form in which both are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Union


class Key(NamedTuple):
    """Which answer it is."""

    task: str
    doc_id: int
    iterations: int


@dataclass(frozen=True)
class Choice:
    """For each continuation its log-likelihood and whether greedy decoding would give it."""

    loglikelihoods: tuple[float, ...]
    greedy: tuple[bool, ...]


@dataclass(frozen=True)
class Generation:
    """Text as generated, before any filter."""

    text: str


Answers = dict[Key, Union[Choice, Generation]]
