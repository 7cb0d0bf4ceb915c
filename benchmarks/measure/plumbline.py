"""Plumbline, started as users start it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import child
from measure.material import REPOSITORY, Material
from measure.plumbline_run import PlumblineRun
from measure.workload import Workload

LAUNCHER = REPOSITORY / "plumbline"


@dataclass(frozen=True)
class Plumbline:
    material: Material
    work: Path

    def build(self) -> None:
        """Builds what has changed, so that no build is taken for a sweep's time or memory."""
        child.run("building Plumbline", [LAUNCHER, "--version"], self.work / "logs" / "build.log")

    def export(self, checkpoint: Path) -> Path:
        bundle = self.work / "bundles" / checkpoint.name
        log = self.work / "logs" / f"export-{checkpoint.name}.log"
        command = [LAUNCHER, "export", "--from", checkpoint, "--to", bundle, "--overwrite"]
        child.run(f"exporting {checkpoint.name}", command, log)
        return bundle

    def sweep(
        self, workload: Workload, bundle: Path, profile: bool = False, memory_budget: float | None = None
    ) -> PlumblineRun:
        name = workload.name + ("-profile" if profile else "")
        out = self.work / "runs" / name
        cost = child.run(
            f"Plumbline, {name} with {bundle.name}: {workload.describe()}",
            [LAUNCHER, "sweep", "--model", bundle, *workload.options(), "--init", "zero"]
            + ["--data", self.material.data, "--out", out, "--overwrite"]
            + (["--profile"] if profile else [])
            + (["--memory-budget", str(memory_budget)] if memory_budget else []),
            self.work / "logs" / f"plumbline-{name}.log",
        )
        return PlumblineRun(out, cost)


def described(bundle: Path) -> dict[str, Any]:
    """A bundle's description: name, parameters, precision, shape, costs, network and more."""
    return json.loads((bundle / "plumbline.json").read_text())
