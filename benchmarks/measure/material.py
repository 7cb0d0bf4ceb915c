"""The shared material, the peer and the benchmarks' data, and the published model code."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from measure.errors import BenchmarkError

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Material:
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def peer(self) -> Path:
        return self.folder / "peer"

    @property
    def reference(self) -> Path:
        """The published model code, to be imported from: where RAVEN_REFERENCE says."""
        named = os.environ.get("RAVEN_REFERENCE")
        if not named or not (Path(named) / "recpre").is_dir():
            raise BenchmarkError(
                "the published model code is needed: fetch github.com/seal-rg/recurrent-pretraining"
                " and point RAVEN_REFERENCE at the folder that holds recpre"
            )
        return Path(named).resolve()


def find() -> Material:
    """Where the parity tests find it: PLUMBLINE_SHARED, else the folder beside the clone."""
    named = os.environ.get("PLUMBLINE_SHARED")
    material = Material(Path(named).resolve() if named else REPOSITORY.parent / "shared")
    for needed in (material.peer / "sweep.py", material.data):
        if not needed.exists():
            raise BenchmarkError(f"{needed} is missing; point PLUMBLINE_SHARED at the shared material")
    return material
