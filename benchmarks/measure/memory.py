"""Whether a sweep keeps to its memory budget where that is hardest: long prompts of which documents share nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from measure.errors import BenchmarkError
from measure.markdown import megabytes, table
from measure.plumbline import Plumbline, described
from measure.workload import Workload

# Examples are drawn for each document. One document alone needs 1.2 GB of keys and values with the model 'bench'.
FEWSHOT = Workload("memory", ("gsm8k",), limit=6, iterations=(1, 4, 16), max_gen_toks=4, num_fewshot=8)
GIB = 1 << 30
# Beside the budget: the heap, the compiled code and the task's data grow with a run.
PROCESS_BYTES = 256 << 20


def measure(plumbline: Plumbline, bundle: Path, budgets: tuple[int, ...], **sizes: Any) -> str:
    """
    A table of peaks by budget in GiB; a peak above its budget is a BenchmarkError.

    sizes: of the workload, where others are wanted
    """
    workload = replace(FEWSHOT, **sizes)
    smallest = Workload("memory", ("openbookqa",), limit=1, iterations=(1,))
    base = plumbline.sweep(smallest, bundle).cost.peak_bytes
    rows, broken = [], []
    for budget in budgets:
        cost = plumbline.sweep(workload, bundle, memory_budget=budget).cost
        beyond = cost.peak_bytes - base
        rows.append((budget, f"{cost.seconds:.1f}", megabytes(cost.peak_bytes), megabytes(beyond), f"{beyond / GIB:.2f}"))
        if beyond > budget * GIB + PROCESS_BYTES:
            broken.append(budget)
    model = described(bundle)
    header = ("budget, GiB", "seconds", "peak memory, MB", "beyond the loaded model, MB", "GiB")
    asked = f"### memory: {model['name']}, {model['precision']}; {workload.describe()}\n\n"
    loaded = f"The model, loaded and asked once: {megabytes(base)} MB.\n\n"
    result = asked + loaded + table(header, rows)
    if broken:
        raise BenchmarkError(f"--memory-budget {broken[0]} did not hold\n{result}")
    return result
