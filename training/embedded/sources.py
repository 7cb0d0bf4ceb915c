"""The five sources of documents by the name of their task."""

from collections.abc import Callable
from random import Random

from embedded import chains, facts, formulas, lists, swaps
from embedded.document import Document

SOURCES: dict[str, Callable[..., Document]] = {
    "embedded_facts": facts.draw,
    "embedded_swaps": swaps.draw,
    "embedded_chains": chains.draw,
    "embedded_lists": lists.draw,
    "embedded_formulas": formulas.draw,
}


def stream(name: str, random: Random, held_out: bool, **limits: int):
    """Documents of a source without end, only those of the suite's side of the held-out rule or only those of training's."""
    while True:
        document = SOURCES[name](random, **limits)
        if document.held_out == held_out:
            yield document
