"""The peer: the published PyTorch model under lm-evaluation-harness, one run per r."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from measure import child
from measure.errors import BenchmarkError
from measure.material import Material
from measure.peer_run import PeerRun
from measure.workload import Workload

NEEDED = ("torch", "transformers", "lm_eval", "safetensors")


@dataclass(frozen=True)
class Peer:
    """The peer, ready to run in a virtual environment."""

    material: Material
    venv: Path
    logs: Path

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @staticmethod
    def set_up(material: Material, venv: Path | None, work: Path) -> Peer:
        """Takes the virtual environment named, or the work folder's, which is set up when missing."""
        peer = Peer(material, (venv or work / "peer-venv").absolute(), work / "logs")
        if not peer.usable():
            if venv:
                raise BenchmarkError(f"{venv}: no virtual environment with the peer; without --venv one is set up")
            script = material.peer / "setup.sh"
            child.run("setting up the peer, some minutes once", ["bash", script, peer.venv], peer.logs / "setup.log")
        return peer

    def usable(self) -> bool:
        # Looking for packages is quick, and finds a set-up that was cut off; importing them is slow.
        check = f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, {NEEDED!r})))"
        return self.python.exists() and subprocess.run([self.python, "-c", check]).returncode == 0

    def model(self, preset: str, models: Path) -> Path:
        """A checkpoint with random weights, built once."""
        script = [self.python, self.material.peer / "make_model.py", preset]
        return self.build(f"building the model {preset}", models / preset, script)

    def variant(self, base: Path, width: int, vocabulary: int) -> Path:
        """A checkpoint with the base's layers and tokenizer in another size, built once beside it."""
        # As a module: beside a script of this folder, profile.py would hide the standard library's.
        script = [self.python, "-m", "measure.variant", base]
        sizes = ["--n-embd", str(width), "--vocab-size", str(vocabulary)]
        name = f"width{width}-vocabulary{vocabulary}"
        return self.build(f"building a model, {name}", base.with_name(name), script, sizes)

    def build(self, what: str, out: Path, script: list[str | Path], options: list[str] | None = None) -> Path:
        if not out.exists():
            # Renamed when whole, so that what a killed run has left is not taken for a model.
            unfinished = out.with_name(out.name + ".unfinished")
            log = self.logs / f"model-{out.name}.log"
            modules = os.pathsep.join(map(str, (self.material.reference, Path(__file__).parents[1])))
            child.run(what, [*script, unfinished, *(options or [])], log, {"PYTHONPATH": modules})
            unfinished.rename(out)
        return out

    def sweep(self, workload: Workload, model: Path, out: Path) -> PeerRun:
        cost = child.run(
            f"the peer, {workload.name}: {workload.describe()}",
            [self.python, self.material.peer / "sweep.py", model, *workload.options()]
            + ["--batch-size", str(workload.peer_batch_size), "--data", self.material.data, "--out", out],
            self.logs / f"peer-{workload.name}.log",
        )
        return replace(PeerRun.read(out), peak_bytes=cost.peak_bytes)
