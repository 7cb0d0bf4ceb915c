import unittest
from pathlib import Path
from unittest import mock

from measure import memory
from measure.child import Cost
from measure.errors import BenchmarkError
from measure.plumbline_run import PlumblineRun


class Sweeps:
    """Answers with peaks that were decided before."""

    def __init__(self, *gibibytes: float) -> None:
        self.peaks = list(gibibytes)

    def sweep(self, workload, bundle, profile=False, memory_budget=None) -> PlumblineRun:
        return PlumblineRun(bundle, Cost(1.0, int(self.peaks.pop(0) * memory.GIB)))


@mock.patch("measure.memory.described", lambda bundle: {"name": "a", "precision": "fp32"})
class MemoryTest(unittest.TestCase):
    def test_a_peak_within_budget_and_model_is_a_row(self):
        lines = memory.measure(Sweeps(10, 12, 14), Path("b"), (2, 4)).splitlines()
        self.assertEqual("| 2 | 1.0 | 12885 | 2147 | 2.00 |", lines[-2])
        self.assertEqual("| 4 | 1.0 | 15032 | 4295 | 4.00 |", lines[-1])

    def test_a_peak_above_the_budget_is_an_error(self):
        with self.assertRaisesRegex(BenchmarkError, "--memory-budget 2 did not hold"):
            memory.measure(Sweeps(10, 12.3, 13), Path("b"), (2, 4))
