import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from measure.answers import Choice, Generation, Key
from measure.child import Cost
from measure.errors import BenchmarkError
from measure.peer_run import PeerRun
from measure.plumbline_run import Pass, PlumblineRun, ProfileLine
from measure.workload import Workload

# As peer/sweep.py writes them.
PEER = {
    "peer": "a peer",
    "iterations": {
        "1": {
            "seconds": 2.5,
            "samples": {
                "hellaswag": [{"doc_id": 0, "raw": [[[-1.5, False]], [[-2.5, True]]]}],
                "gsm8k_cot": [{"doc_id": 0, "raw": [["text"]]}, {"doc_id": 0, "raw": [["text"]]}],
            },
        }
    },
}
CURVES = """task,metric,filter,iterations,n,value,stderr,ci_low,ci_high,flops_per_token,tokens
a,acc,,4,2,0,0,0,0,100,30
a,acc_norm,,4,2,0,0,0,0,100,30
b,acc,,4,2,0,0,0,0,50,10
"""
TIMING = """task,iterations,seconds
a,4,0.5
b,4,0.25
"""
SAMPLES = """{"task":"a","doc_id":0,"iterations":4,"loglikelihoods":[-1.5,-2.5],"greedy":[false,true]}
{"task":"b","doc_id":1,"iterations":4,"generation":"text"}
"""


class RunsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def peer(self, text):
        file = self.folder / "peer.json"
        file.write_text(text)
        return PeerRun.read(file)

    def test_peer_run_holds_each_answer_once(self):
        run = self.peer(json.dumps(PEER))
        choice = Choice((-1.5, -2.5), (False, True))
        self.assertEqual(run.answers, {Key("hellaswag", 0, 1): choice, Key("gsm8k_cot", 0, 1): Generation("text")})
        self.assertEqual(run.total, 2.5)

    def test_peer_run_knows_which_workload_it_answers(self):
        run = self.peer(json.dumps(PEER))
        workload = Workload("any", ("hellaswag", "gsm8k_cot"), limit=1, iterations=(1,))
        self.assertTrue(run.answers_all_of(workload))
        self.assertFalse(run.answers_all_of(replace(workload, limit=2)))
        self.assertFalse(run.answers_all_of(replace(workload, iterations=(1, 2))))
        self.assertFalse(run.answers_all_of(replace(workload, tasks=("hellaswag",))))

    def test_other_files_are_refused(self):
        for text in ("", "[]", '{"peer": "x"}'):
            with self.assertRaisesRegex(BenchmarkError, "peer.json: not a result of peer/sweep.py"):
                self.peer(text)

    def test_a_pass_adds_up_tasks_and_not_metrics(self):
        (self.folder / "curves.csv").write_text(CURVES)
        (self.folder / "timing.csv").write_text(TIMING)
        run = PlumblineRun(self.folder, Cost(1, 1))
        self.assertEqual(run.passes(), {4: Pass(tokens=40, flop=3500, seconds=0.75)})

    def test_what_two_depths_differ_by_is_the_core(self):
        core = Pass(tokens=40, flop=3500, seconds=0.75).beyond(Pass(tokens=40, flop=1500, seconds=0.5))
        self.assertEqual(core, Pass(tokens=40, flop=2000, seconds=0.25))

    def test_plumbline_run_holds_choices_and_generations(self):
        (self.folder / "samples.jsonl").write_text(SAMPLES)
        answers = PlumblineRun(self.folder, Cost(1, 1)).answers()
        choice = Choice((-1.5, -2.5), (False, True))
        self.assertEqual(answers, {Key("a", 0, 4): choice, Key("b", 1, 4): Generation("text")})

    def test_profile_is_there_or_not(self):
        run = PlumblineRun(self.folder, Cost(1, 1))
        self.assertEqual(run.profile(), [])
        line = {"part": "core", "operator": "Gemm", "seconds": 1.5, "share": 0.75}
        (self.folder / "profile.json").write_text(json.dumps([line]))
        self.assertEqual(run.profile(), [ProfileLine("core", "Gemm", 1.5, 0.75)])


if __name__ == "__main__":
    unittest.main()
