"""What is asked of both sides."""

from __future__ import annotations

from dataclasses import dataclass

from measure.markdown import depths


@dataclass(frozen=True)
class Workload:
    """
    limit: documents of each task
    iterations: the sweep, ascending
    max_gen_toks, num_fewshot: the task's where None
    peer_batch_size: the peer's alone; Plumbline chooses its own
    """

    name: str
    tasks: tuple[str, ...]
    limit: int
    iterations: tuple[int, ...]
    max_gen_toks: int | None = None
    num_fewshot: int | None = None
    peer_batch_size: int = 16

    @property
    def deepest(self) -> int:
        return max(self.iterations)

    def options(self) -> list[str]:
        """The command-line options that the peer and Plumbline have in common."""
        options = ["--tasks", ",".join(self.tasks), "--limit", str(self.limit)]
        options += ["--iterations", depths(self.iterations)]
        if self.max_gen_toks is not None:
            options += ["--max-gen-toks", str(self.max_gen_toks)]
        if self.num_fewshot is not None:
            options += ["--num-fewshot", str(self.num_fewshot)]
        return options

    def describe(self) -> str:
        parts = [", ".join(self.tasks), f"limit {self.limit}"]
        if self.num_fewshot is not None:
            parts.append(f"num_fewshot {self.num_fewshot}")
        if self.max_gen_toks is not None:
            parts.append(f"max_gen_toks {self.max_gen_toks}")
        return "; ".join([*parts, f"r = {depths(self.iterations)}"])


WORKLOADS = (
    Workload("choice", ("hellaswag", "openbookqa"), limit=24, iterations=(1, 2, 4, 8, 16, 32)),
    # The model ignores padding masks, so that the peer generates rightly one document at a time only.
    Workload("generation", ("gsm8k_cot",), limit=8, iterations=(1, 4, 16), max_gen_toks=64, peer_batch_size=1),
)
