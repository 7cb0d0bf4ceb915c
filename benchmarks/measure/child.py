"""Runs a program to its end and says what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from measure.errors import BenchmarkError

# ru_maxrss is in bytes on macOS and in KiB elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds from start to exit, and the largest resident set in bytes, mapped files included."""

    seconds: float
    peak_bytes: int


def run(what: str, command: list[str | Path], log: Path, environment: dict[str, str] | None = None) -> Cost:
    """Runs a command with its output in a log, in this process's environment and what is added to it."""
    print(f"benchmarks: {what} ...", file=sys.stderr, flush=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as output:
        start = time.monotonic()
        try:
            child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
            )
        except OSError as e:
            raise BenchmarkError(f"{what}: {command[0]} cannot be started: {e.strerror}") from e
        try:
            # Popen.wait does not give the resource usage of this one child.
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise BenchmarkError(f"{what}: failed with exit code {child.returncode}; {last_line(log)} (all of it: {log})")
    return Cost(seconds, usage.ru_maxrss * RSS_UNIT)


def last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
