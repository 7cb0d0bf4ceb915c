"""Plumbline and the peer on one workload, measured and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import gemm
from measure.agreement import Agreement, compare
from measure.markdown import megabytes, table
from measure.peer_run import PeerRun
from measure.plumbline import Plumbline, described
from measure.plumbline_run import PlumblineRun
from measure.workload import Workload


@dataclass(frozen=True)
class Comparison:
    """
    model: the bundle's description
    gemm: GFLOP/s of matrix products alone, by rows
    """

    workload: Workload
    model: dict[str, Any]
    peer: PeerRun
    run: PlumblineRun
    agreement: Agreement
    gemm: dict[int, float]

    def markdown(self) -> str:
        parts = [f"### {self.workload.name}: {self.workload.describe()}\n", self.sides(), self.costs(), self.depths()]
        parts += [table(("agreement", ""), self.agreement.rows()), self.rates()]
        return "\n".join(parts)

    def sides(self) -> str:
        versions, size = self.run.versions(), self.model["parameters"] / 1e6
        ours = f"{versions['plumbline']}, ONNX Runtime {versions['onnxruntime']}, JDK {versions['jdk']}"
        model = f"{self.model['name']}, {size:.1f} M parameters, {self.model['precision']}"
        return f"Peer: {self.peer.description}. Plumbline: {ours}. Model: {model}.\n"

    def costs(self) -> str:
        ours, theirs = self.run.cost.seconds, self.peer.total
        peak = "not measured" if self.peer.peak_bytes is None else megabytes(self.peer.peak_bytes)
        return table(
            ("", "peer", "Plumbline", "ratio"),
            [
                ("seconds", f"{theirs:.1f}", f"{ours:.1f}", f"{theirs / ours:.1f}"),
                ("peak memory, MB", peak, megabytes(self.run.cost.peak_bytes), ""),
            ],
        )

    def depths(self) -> str:
        passes = self.run.passes()
        return table(
            ("r", "peer, seconds", "Plumbline's pass to r, seconds"),
            [(r, f"{self.peer.seconds[r]:.1f}", f"{passes[r].seconds:.1f}") for r in self.workload.iterations],
        )

    def rates(self) -> str:
        best = max(self.gemm.values())
        rates = [(f"matrix products alone, {rows} rows", rate) for rows, rate in self.gemm.items()]
        passes = self.run.passes()
        *_, shallower, deepest = [None, *sorted(passes)]
        parts = {f"Plumbline's pass to r = {deepest}": passes[deepest]}
        if shallower and self.run.chooses():
            parts[f"its core from r = {shallower} to {deepest}"] = passes[deepest].beyond(passes[shallower])
        for name, part in parts.items():
            rates.append((f"{name}, {part.flop / 1e9:.0f} GFLOP in {part.seconds:.1f} s", part.gigaflops))
        rows = [(name, f"{rate:.0f}", f"{rate / best:.0%}") for name, rate in rates]
        return table(("", "GFLOP/s", "of the best"), rows)


def measure(workload: Workload, peer: PeerRun, plumbline: Plumbline, bundle: Path) -> Comparison:
    """Runs Plumbline on what the peer has answered."""
    model = described(bundle)
    # Right before Plumbline, for the rate of a shared machine is not the same all day.
    rates = gemm.measure(model, plumbline.work)
    run = plumbline.sweep(workload, bundle)
    agreement = compare(peer.answers, run.answers())
    return Comparison(workload, model, peer, run, agreement, rates)
