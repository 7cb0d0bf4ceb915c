"""Writes what lm-evaluation-harness asks where documents are texts, contexts or translations, and
what it makes of answers, without any model.

    python likelihood_tasks.py ../resources/dev/plumbline/tasks

Made with lm-evaluation-harness 0.4.13.
"""
import json
import os
import pathlib
import sys
import tempfile

out = pathlib.Path(sys.argv[1]).resolve()
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()
os.chdir(out / "likelihoods")

import numpy
from lm_eval.tasks import TaskManager

manager = TaskManager(include_path=str(out / "likelihoods"), include_defaults=False)


def plain(value):
    if isinstance(value, numpy.generic):
        return value.item()
    return value.tolist() if isinstance(value, numpy.ndarray) else value


recorded = []
for name in ("lk_contexts", "lk_pairs", "lk_words", "lk_rolling", "lk_translated"):
    task = manager.load([name])["tasks"][name]
    task.set_fewshot_seed(1234)
    task.build_all_requests()
    docs = [doc for _, doc in task.doc_iterator()]
    answers = []
    for number, instance in enumerate(task.instances):
        likelihood = -((number * 7) % 5) - 0.5 - number / 8
        answer = {
            "loglikelihood_rolling": likelihood,
            "generate_until": docs[instance.doc_id]["said"].replace("a", "o", 1),
        }.get(task.OUTPUT_TYPE, (likelihood, number % 3 == 0))
        instance.resps = [answer]
        answers.append(answer)
    task.apply_filters()
    scores = []
    for doc_id, doc in enumerate(docs):
        mine = [i for i in task.instances if i.doc_id == doc_id]
        result = task.process_results(doc, [i.filtered_resps["none"] for i in mine])
        scores.append({k: [plain(x) for x in v] if isinstance(v, (list, tuple)) else plain(v) for k, v in result.items()})
    recorded.append(
        {
            "task": name,
            "higher": task.higher_is_better(),
            "args": [[i.doc_id, [a if isinstance(a, str) else None for a in i.args]] for i in task.instances],
            "answers": answers,
            "scores": scores,
        }
    )
(out / "likelihoods.json").write_text(json.dumps(recorded, indent=1) + "\n")
