"""Writes what lm-evaluation-harness asks where task files name Python functions, without any model.

    python task_functions.py ../resources/dev/plumbline/tasks

Made with lm-evaluation-harness 0.4.13 and datasets 5.0.1, CPython 3.11.7.
"""
import json
import os
import pathlib
import random
import sys
import tempfile

out = pathlib.Path(sys.argv[1]).resolve()
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()
os.chdir(out)

import numpy
from lm_eval.tasks import TaskManager

manager = TaskManager(include_path=str(out / "functions"), include_defaults=False)
recorded = []
for name in ("fn_letters", "fn_templates", "fn_listed", "fn_drawn", "fn_shuffled"):
    # As simple_evaluate does before it loads tasks.
    random.seed(0)
    numpy.random.seed(1234)
    task = manager.load([name])["tasks"][name]
    task.set_fewshot_seed(1234)
    task.build_all_requests()
    docs = [doc for _, doc in task.doc_iterator()]
    recorded.append(
        {
            "task": name,
            "args": [[i.args[0], i.args[1] if isinstance(i.args[1], str) else None] for i in task.instances],
            "targets": [str(task.doc_to_target(doc)) for doc in docs],
            "docs": docs,
        }
    )
# What the models answered, and what came of it.
TEXTS = ["house", " A p p l e!", "", "12 House houses zoo", "line\nbreak"]
OTHERS = {
    "fn_tagged": ["[('a', 'NOUN'), ('b', 'VERB'), ('c', 'ADJ')]", "('x', 'ADJ') and ('y', 'VERB')", "", "none", "('z', 'NOUN')"],
    "fn_spans": [
        "Person: Amina Bello $$ Location: Kano, Lagos $$ ORG: none",
        "PER : O\u0301ba\nDate: 5 May, None\n",
        "",
        "the organization: UN$$$",
        "superperson: x $$ time:now $ persons: A, B",
    ],
}  # fmt: skip
# By the document and the repeat.
REPEATED = ["house", "apple", "the house", "h or a", "12", "a", "zoo?"]


def plain(value):
    return value.tolist() if hasattr(value, "tolist") else [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


for name in ("fn_judged", "fn_answered", "fn_matched", "fn_measured", "fn_several", "fn_classes", "fn_tagged", "fn_spans", "fn_repeated"):
    task = manager.load([name])["tasks"][name]
    task.build_all_requests()
    docs = [doc for _, doc in task.doc_iterator()]
    answers = []
    for number, instance in enumerate(task.instances):
        if task.OUTPUT_TYPE == "multiple_choice":
            answer = (-((number * 7) % 5) - 0.5, number % 3 == 0)
        else:
            answer = OTHERS.get(name, TEXTS)[instance.doc_id]
        if task.config.repeats > 1:
            answer = [REPEATED[(instance.doc_id * 3 + 2 * i) % len(REPEATED)] for i in range(task.config.repeats)]
        instance.resps = answer if isinstance(answer, list) else [answer]
        answers.append([instance.doc_id, answer])
    task.apply_filters()
    scores, filtered = [], []
    for doc_id, doc in enumerate(docs):
        mine = [instance for instance in task.instances if instance.doc_id == doc_id]
        scores.append({key: task.process_results(doc, [i.filtered_resps[key] for i in mine]) for key in mine[0].filtered_resps})
        filtered.append({key: plain(mine[0].filtered_resps[key]) for key in mine[0].filtered_resps})
    # Scores of all documents together, where a function of the task makes them.
    own = {
        key: {
            metric: task.aggregation()[metric]([document[key][metric] for document in scores])
            for metric in scores[0][key]
            if task.aggregation().get(metric, sum).__module__.endswith("metrics") and task.aggregation()[metric].__module__ != "lm_eval.api.metrics"
        }
        for key in scores[0]
    }
    numbers = [{key: {metric: value for metric, value in metrics.items() if metric not in own[key]} for key, metrics in document.items()} for document in scores]
    recorded.append({"task": name, "answers": answers, "scores": numbers, "aggregated": own, "filtered": filtered})
(out / "function-prompts.json").write_text(json.dumps(recorded, indent=1) + "\n")
