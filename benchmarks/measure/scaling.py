"""How Plumbline's cost grows with r, documents, context length, vocabulary and width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from measure.markdown import depths, megabytes, table
from measure.peer import Peer
from measure.plumbline import Plumbline
from measure.plumbline_run import PlumblineRun
from measure.workload import Workload

CHOICE = Workload("scaling", ("hellaswag",), limit=24, iterations=(8,))
# One new token, so that reading the context is all there is to time.
LONG_CONTEXT = Workload("scaling", ("gsm8k",), limit=8, iterations=(8,), max_gen_toks=1)
WIDTH = 256
VOCABULARY = 8192

DEPTHS = (1, 2, 4, 8, 16, 32)
DOCUMENTS = (12, 24, 48, 96)
FEWSHOT = (0, 2, 4, 8)
VOCABULARIES = (1024, 8192, 32768)
WIDTHS = (128, 256, 512)

Row = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    varied: str
    value: str
    workload: Workload
    width: int = WIDTH
    vocabulary: int = VOCABULARY


def cases() -> Iterator[Case]:
    for r in DEPTHS:
        yield Case("r alone", str(r), replace(CHOICE, iterations=(r,)))
    yield Case("a sweep", depths(DEPTHS), replace(CHOICE, iterations=DEPTHS))
    for limit in DOCUMENTS:
        yield Case("documents", str(limit), replace(CHOICE, limit=limit))
    for shots in FEWSHOT:
        yield Case("examples in the prompt (gsm8k)", str(shots), replace(LONG_CONTEXT, num_fewshot=shots))
    for vocabulary in VOCABULARIES:
        yield Case("vocabulary", str(vocabulary), CHOICE, vocabulary=vocabulary)
    for width in WIDTHS:
        yield Case("width", str(width), CHOICE, width=width)


def measure(peer: Peer, plumbline: Plumbline, models: Path, repeat: int) -> str:
    """A table with a row for each case: of some runs the quickest, which is the one least disturbed."""
    base = peer.model("tiny", models)
    sizes = dict.fromkeys((case.width, case.vocabulary) for case in cases())
    bundles = {size: plumbline.export(peer.variant(base, *size)) for size in sizes}
    best: dict[Case, tuple[float, Row]] = {}
    # All cases, then all again, so that a slow minute does not fall on one case alone.
    for case in list(cases()) * repeat:
        run = plumbline.sweep(case.workload, bundles[case.width, case.vocabulary])
        # The next run writes over this one's folder, so its row is made now.
        found = (run.cost.seconds, row(case, run))
        best[case] = min(found, best.get(case, found))
    header = ("varied", "value", "tokens", "GFLOP", "pass, seconds", "GFLOP/s", "command, seconds", "peak memory, MB")
    asked = f"{CHOICE.describe()}; width {WIDTH}, vocabulary {VOCABULARY}; of {repeat} runs the quickest"
    rows = [best[case][1] for case in cases()]
    return f"### What a sweep costs\n\nIf not varied: {asked}.\n\n" + table(header, rows)


def row(case: Case, run: PlumblineRun) -> Row:
    deepest = run.passes()[case.workload.deepest]
    return (
        case.varied,
        case.value,
        str(deepest.tokens),
        f"{deepest.flop / 1e9:.0f}",
        f"{deepest.seconds:.2f}",
        f"{deepest.gigaflops:.0f}",
        f"{run.cost.seconds:.2f}",
        megabytes(run.cost.peak_bytes),
    )
