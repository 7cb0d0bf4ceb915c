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
texts = ["house", " A p p l e!", "", "12 House houses zoo", "line\nbreak"]
for name in ("fn_judged", "fn_answered", "fn_matched"):
    task = manager.load([name])["tasks"][name]
    task.build_all_requests()
    docs = [doc for _, doc in task.doc_iterator()]
    answers = []
    for number, instance in enumerate(task.instances):
        if task.OUTPUT_TYPE == "multiple_choice":
            answer = (-((number * 7) % 5) - 0.5, number % 3 == 0)
        else:
            answer = texts[instance.doc_id]
        instance.resps = [answer]
        answers.append([instance.doc_id, answer])
    task.apply_filters()
    scores = []
    for doc_id, doc in enumerate(docs):
        mine = [instance for instance in task.instances if instance.doc_id == doc_id]
        scores.append({key: task.process_results(doc, [i.filtered_resps[key] for i in mine]) for key in mine[0].filtered_resps})
    recorded.append({"task": name, "answers": answers, "scores": scores})
(out / "function-prompts.json").write_text(json.dumps(recorded, indent=1) + "\n")
