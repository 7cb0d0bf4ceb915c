"""What the command line asks for."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from measure.errors import BenchmarkError
from measure.material import REPOSITORY
from measure.workload import WORKLOADS, Workload

SCALING = "scaling"
MEMORY = "memory"
NAMES = [workload.name for workload in WORKLOADS]
# What a comparison can be told; measuring how cost grows has sizes of its own.
COMPARISON_ALONE = ("preset", "peer_json", "limit", "iterations", "max_gen_toks", "profile")
NOT_FOR_MEMORY = ("peer_json", "max_gen_toks", "profile")
MEMORY_ALONE = ("num_fewshot", "budgets")

DEFAULT_PRESET = "bench"
DEFAULT_REPEAT = 3
DEFAULT_BUDGETS = (2, 4)
DEFAULT_WORK = REPOSITORY / "benchmarks" / "target" / "work"

DESCRIPTION = """
Runs Plumbline and its peer on the same documents and prints Markdown: seconds, agreement, memory, rates. 'scaling' runs
Plumbline alone, to see how its cost grows; 'memory' fails where a sweep takes more than its budget. Progress and errors
are on standard error.
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage."""

    def error(self, message: str) -> None:
        raise BenchmarkError(f"{message}; see benchmarks/run --help")


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 on")
    return int(text)


def sweep(text: str) -> tuple[int, ...]:
    depths = tuple(map(positive, text.split(",")))
    if list(depths) != sorted(set(depths)):
        raise argparse.ArgumentTypeError(f"'{text}' is not ascending")
    return depths


def parser() -> Parser:
    # Defaults are filled in later, so that an option that does not apply can be told from one not given.
    p = Parser(prog="benchmarks/run", description=DESCRIPTION)
    p.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help=f"{', '.join(NAMES)}, {SCALING} or {MEMORY} (default: {' '.join(NAMES)})",
    )
    p.add_argument(
        "--venv",
        type=Path,
        metavar="DIR",
        help="a virtual environment with the peer (default: one is set up)",
    )
    p.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        default=DEFAULT_WORK,
        help="folder for models, runs and logs (default: benchmarks/target/work)",
    )
    comparing = p.add_argument_group("comparing")
    comparing.add_argument(
        "--preset",
        metavar="NAME",
        help=f"a model of peer/make_model.py (default: {DEFAULT_PRESET})",
    )
    comparing.add_argument(
        "--peer-json",
        type=Path,
        metavar="FILE",
        action="append",
        help="a finished result of peer/sweep.py, taken for the workload that it answers instead of running the peer;"
        " may be repeated",
    )
    comparing.add_argument("--limit", type=positive, metavar="N", help="documents of each task, for a quick trial")
    comparing.add_argument("--iterations", type=sweep, metavar="R", help="depths, for a quick trial")
    comparing.add_argument("--max-gen-toks", type=positive, metavar="N", help="new tokens, for a quick trial")
    comparing.add_argument(
        "--profile",
        action="store_true",
        default=None,
        help="also run 'plumbline sweep --profile' and print where the time goes",
    )
    scaling = p.add_argument_group(SCALING)
    scaling.add_argument(
        "--repeat",
        type=positive,
        metavar="N",
        help=f"runs of each case, of which the quickest counts (default: {DEFAULT_REPEAT})",
    )
    memory = p.add_argument_group(MEMORY)
    memory.add_argument(
        "--bundle", type=Path, metavar="DIR", help="an exported model to ask, of any size (default: one is made)"
    )
    memory.add_argument(
        "--num-fewshot", type=positive, metavar="N", help="examples in a prompt (default: 8), where tokens are short"
    )
    memory.add_argument(
        "--budgets",
        type=sweep,
        metavar="GIB",
        help=f"budgets that hold one document at least (default: {','.join(map(str, DEFAULT_BUDGETS))})",
    )
    return p


def parse(arguments: list[str]) -> argparse.Namespace:
    """Checked options; a wrong one is a BenchmarkError."""
    p = parser()
    options = p.parse_args(arguments)
    options.what = options.what or NAMES
    for name in options.what:
        if name not in (*NAMES, SCALING, MEMORY):
            p.error(f"'{name}' is none of {', '.join((*NAMES, SCALING, MEMORY))}")
    given = [name for name in COMPARISON_ALONE if getattr(options, name) is not None]
    if given and options.what == [SCALING]:
        p.error(f"--{given[0].replace('_', '-')} is not for {SCALING}")
    for name in NOT_FOR_MEMORY:
        if options.what == [MEMORY] and getattr(options, name) is not None:
            p.error(f"--{name.replace('_', '-')} is not for {MEMORY}")
    for name in MEMORY_ALONE:
        if MEMORY not in options.what and getattr(options, name) is not None:
            p.error(f"--{name.replace('_', '-')} is for {MEMORY}")
    if options.bundle is not None and options.what != [MEMORY]:
        p.error(f"--bundle is for {MEMORY} alone")
    if options.repeat is not None and SCALING not in options.what:
        p.error(f"--repeat is for {SCALING}")
    options.preset = options.preset or DEFAULT_PRESET
    options.budgets = options.budgets or DEFAULT_BUDGETS
    options.repeat = options.repeat or DEFAULT_REPEAT
    return options


def workloads(options: argparse.Namespace) -> list[Workload]:
    """The workloads asked for, in the sizes asked for."""
    return [
        replace(
            workload,
            limit=options.limit or workload.limit,
            iterations=options.iterations or workload.iterations,
            max_gen_toks=workload.max_gen_toks and (options.max_gen_toks or workload.max_gen_toks),
        )
        for workload in WORKLOADS
        if workload.name in options.what
    ]
