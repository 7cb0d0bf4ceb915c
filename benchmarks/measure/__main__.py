"""The benchmarks, as benchmarks/run starts them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from measure import comparison, gemm, machine, material, memory, profile, scaling
from measure.errors import BenchmarkError
from measure.options import MEMORY, SCALING, parse, workloads
from measure.peer import Peer
from measure.peer_run import PeerRun
from measure.plumbline import Plumbline
from measure.workload import Workload


def finished(files: list[Path], asked: list[Workload]) -> dict[str, PeerRun]:
    """Runs of the peer to reuse, by the name of the workload that they answer."""
    runs = {}
    for file in files:
        run = PeerRun.read(file)
        fitting = [workload.name for workload in asked if run.answers_all_of(workload)]
        if not fitting:
            wanted = " or ".join(f"'{workload.describe()}'" for workload in asked)
            raise BenchmarkError(f"{file}: this run of the peer does not answer {wanted}")
        runs[fitting[0]] = run
    return runs


def kept_budgets(options: argparse.Namespace, plumbline: Plumbline, bundle: Path) -> str:
    sizes = {"iterations": options.iterations, "limit": options.limit, "num_fewshot": options.num_fewshot}
    given = {name: value for name, value in sizes.items() if value is not None}
    return memory.measure(plumbline, bundle, options.budgets, **given)


def measured(options: argparse.Namespace) -> Iterator[str]:
    """Markdown, part by part."""
    shared = material.find()
    asked = workloads(options)
    reused = finished(options.peer_json or [], asked)
    work = options.work.absolute()
    plumbline = Plumbline(shared, work)
    plumbline.build()
    yield f"Measured {machine.today()}: {machine.describe()}.\n"
    if options.bundle:
        yield kept_budgets(options, plumbline, options.bundle.absolute())
        return
    peer = Peer.set_up(shared, options.venv, work)
    if asked:
        gemm.build(work / "logs")
        checkpoint = peer.model(options.preset, work / "models")
        bundle = plumbline.export(checkpoint)
        for workload in asked:
            run = reused.get(workload.name) or peer.sweep(workload, checkpoint, work / f"peer-{workload.name}.json")
            yield comparison.measure(workload, run, plumbline, bundle).markdown()
            if options.profile:
                yield profile.measure(workload, plumbline, bundle)
    if SCALING in options.what:
        yield scaling.measure(peer, plumbline, work / "models", options.repeat)
    if MEMORY in options.what:
        yield kept_budgets(options, plumbline, plumbline.export(peer.model(options.preset, work / "models")))


def main() -> int:
    try:
        for part in measured(parse(sys.argv[1:])):
            print(part, flush=True)
    except BenchmarkError as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main())
