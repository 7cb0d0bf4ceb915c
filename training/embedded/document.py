"""What every source of the embedded suite yields, and the rule that keeps the suite's documents out of training."""

import hashlib
from dataclasses import dataclass, field

HELD_OUT_SHARE = 6
"""One key in this many belongs to the suite."""


@dataclass(frozen=True)
class Document:
    """A prompt with its only right answer.

    `row` is the line of the suite's data file. `marks` are (offset, text) pairs for training alone: after the prompt's
    first `offset` characters, the model should think `text`. They take the place of the prompt's next tokens as labels
    and are never part of the input, so that the model learns to carry values without writing them down.
    """

    prompt: str
    answer: str
    row: dict = field(default_factory=dict)
    marks: tuple[tuple[int, str], ...] = ()
    key: str = ""
    """What must not be seen in training if it is in the suite; the prompt unless given."""

    @property
    def held_out(self) -> bool:
        """Whether this document may be in the suite and therefore not in training; a pure function of its key."""
        digest = hashlib.sha256((self.key or self.prompt).encode()).digest()
        return int.from_bytes(digest[:8], "big") % HELD_OUT_SHARE == 0
