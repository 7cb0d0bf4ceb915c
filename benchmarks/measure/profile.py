"""Where Plumbline's time goes."""

from __future__ import annotations

from pathlib import Path

from measure.markdown import table
from measure.plumbline import Plumbline
from measure.workload import Workload


def measure(workload: Workload, plumbline: Plumbline, bundle: Path) -> str:
    """A table of the parts; from a run of its own, since looking at the time takes time."""
    lines = plumbline.sweep(workload, bundle, profile=True).profile()
    rows = [(line.part, line.operator, f"{line.seconds:.2f}", f"{line.share:.1%}") for line in lines]
    return table(("part", "operator", "seconds", "share"), rows)
