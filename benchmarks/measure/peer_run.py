"""A finished run of the peer."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from measure.answers import Answers, Choice, Generation, Key
from measure.errors import BenchmarkError
from measure.workload import Workload


@dataclass(frozen=True)
class PeerRun:
    """
    description: the peer's versions
    seconds: by r, from loading the model on; starting Python and its imports are not counted
    peak_bytes: None where the run was made earlier, for its result does not say
    """

    description: str
    seconds: dict[int, float]
    answers: Answers
    peak_bytes: int | None = None

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def answers_all_of(self, workload: Workload) -> bool:
        """Whether this run answers what the workload asks, and nothing else."""
        answered = Counter((key.task, key.iterations) for key in self.answers)
        return answered == {(task, r): workload.limit for task in workload.tasks for r in workload.iterations}

    @staticmethod
    def read(file: Path) -> PeerRun:
        try:
            report = json.loads(file.read_text())
            runs = {int(r): run for r, run in report["iterations"].items()}
            answers: Answers = {}
            for r, run in runs.items():
                for task, samples in run["samples"].items():
                    # A generation is there once for each filter, the same before them.
                    answers.update({Key(task, sample["doc_id"], r): answer(sample["raw"]) for sample in samples})
            return PeerRun(report["peer"], {r: run["seconds"] for r, run in runs.items()}, answers)
        except OSError as e:
            raise BenchmarkError(f"{file}: cannot be read: {e.strerror}") from e
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            raise BenchmarkError(f"{file}: not a result of peer/sweep.py: {e!r}") from e


def answer(raw: list) -> Choice | Generation:
    """raw: for each request its one response, [log-likelihood, greedy] or a text."""
    responses = [response for (response,) in raw]
    if isinstance(responses[0], str):
        return Generation(responses[0])
    return Choice(tuple(ll for ll, _ in responses), tuple(greedy for _, greedy in responses))
