"""Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def megabytes(count: int) -> str:
    return f"{count / 1e6:.0f}"


def depths(iterations: Sequence[int]) -> str:
    return ",".join(map(str, iterations))
