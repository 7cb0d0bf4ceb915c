import unittest

from measure.agreement import Agreement, compare
from measure.answers import Choice, Generation, Key
from measure.errors import BenchmarkError

FIRST, SECOND = Key("hellaswag", 0, 8), Key("gsm8k_cot", 3, 1)


class AgreementTest(unittest.TestCase):
    def test_largest_difference_is_over_all_continuations(self):
        peer = {FIRST: Choice((-1.0, -2.0), (True, False))}
        ours = {FIRST: Choice((-1.25, -1.5), (True, True))}
        self.assertEqual(compare(peer, ours), Agreement(loglikelihoods=2, largest_difference=0.5, equal_greedy=1))

    def test_generations_are_equal_or_not(self):
        peer = {FIRST: Generation("a"), SECOND: Generation("b")}
        ours = {FIRST: Generation("a"), SECOND: Generation("b ")}
        self.assertEqual(compare(peer, ours), Agreement(generations=2, equal_generations=1))

    def test_a_missing_answer_is_named(self):
        with self.assertRaisesRegex(BenchmarkError, "^Plumbline has no answer for gsm8k_cot, document 3, r = 1$"):
            compare({SECOND: Generation("b")}, {})


if __name__ == "__main__":
    unittest.main()
