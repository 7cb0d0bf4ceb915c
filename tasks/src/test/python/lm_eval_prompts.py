"""Writes what lm-evaluation-harness itself asks and scores, without any model.

    python lm_eval_prompts.py SHARED ../resources/dev/plumbline/tasks

SHARED is the folder with data/, peer/ and golden/tiny-raven (its tokenizer's chat template is used).
Made with lm-evaluation-harness 0.4.13, transformers 4.53.3, CPython 3.11.7. Prompts of public data are
kept for one document each; for all of them there is a SHA-256.
"""
import hashlib
import json
import os
import pathlib
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
shared, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
peer = (shared / "peer/sweep.py").read_text()
scope = {"__file__": str(shared / "peer/sweep.py")}
exec(peer[: peer.index("def main()")], scope)

from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained(shared / "golden/tiny-raven")
model = HFLM.__new__(HFLM)
model.tokenizer, model.chat_template_args = tokenizer, {}


def prompts(manager, name, limit, num_fewshot=None, chat=False, multiturn=False, system=None):
    task = manager.load([name])["tasks"][name]
    if num_fewshot is not None and task.config.num_fewshot != 0:
        task.set_config("num_fewshot", num_fewshot)
    task.set_fewshot_seed(1234)
    task.build_all_requests(limit=limit, system_instruction=system, apply_chat_template=chat, fewshot_as_multiturn=multiturn, chat_template=model.apply_chat_template)
    return task, [list(i.args)[:2] for i in task.instances]


with tempfile.TemporaryDirectory() as work:
    work = pathlib.Path(work)
    tasks = scope["localise"](shared / "data", work)
    instruct = tasks / "mbpp/mbpp_instruct.yaml"
    text = instruct.read_text().replace("dataset_path: google-research-datasets/mbpp\ndataset_name: full\n", "dataset_path: json\n")
    instruct.write_text(text + f"\ndataset_kwargs:\n  data_files:\n    test: {work / 'files/mbpp.jsonl'}\n")
    manager = TaskManager(include_path=str(tasks), include_defaults=False)
    strings, hashes = [], []
    modes = [{}, {"chat": True}, {"chat": True, "multiturn": True}, {"chat": True, "multiturn": True, "system": "Be brief."}, {"chat": True, "system": "Be brief."}, {"system": "Be brief."}]
    for name in ("gsm8k", "gsm8k_cot", "mbpp_instruct", "humaneval_instruct", "openbookqa"):
        for mode in modes:
            shots = 0 if name in ("openbookqa",) else 2
            _, args = prompts(manager, name, 1, num_fewshot=shots, **mode)
            strings.append({"task": name, "num_fewshot": shots, **mode, "args": [[a, c if isinstance(c, str) else None] for a, c in args]})
    for name in ("gsm8k", "gsm8k_cot", "mbpp", "mbpp_instruct", "humaneval", "humaneval_instruct", "hellaswag", "openbookqa"):
        limit = 2000 if name == "hellaswag" else None
        task, args = prompts(manager, name, limit)
        digest = hashlib.sha256()
        for context, continuation in args:
            digest.update(context.encode() + b"\0" + (continuation.encode() if isinstance(continuation, str) else b"") + b"\0")
        docs = [d for _, d in task.doc_iterator(limit=limit)]
        targets = hashlib.sha256("\0".join(str(task.doc_to_target(d)) for d in docs).encode())
        hashes.append({"task": name, "limit": limit, "documents": len(docs), "prompts": digest.hexdigest(), "targets": targets.hexdigest()})
(out / "chat-prompts.json").write_text(json.dumps(strings, indent=1, ensure_ascii=True) + "\n")
(out / "prompt-hashes.json").write_text(json.dumps(hashes, indent=1) + "\n")

# The tasks in the folder custom: prompts in each mode, and the scores of some answers.
os.chdir(out / "custom")
manager = TaskManager(include_path=str(out / "custom"), include_defaults=False)
answers = {
    "sums": ["4", " four.", "The ANSWER is Four", "it is 6 or 7, answer is seven", "42.0 42.5", "answer is many", "nothing", "Forty-Two!"],
    "capitals": [[[-3.0, True], [-2.0, False], [-4.0, False]], [[-9.0, False], [-8.5, True], [-2.0, False]], [[-1.0, False], [-1.0, True], [-1.0, False]]],
}
custom = []
for name in ("capitals", "sums"):
    for mode in ({}, {"chat": True}, {"chat": True, "multiturn": True, "system": "Be brief."}):
        task, args = prompts(manager, name, None, **mode)
        custom.append({"task": name, **mode, "args": [[a, c if isinstance(c, str) else None] for a, c in args]})
    scores = []
    docs = [d for _, d in task.doc_iterator()]
    for doc_id, doc in enumerate(docs):
        for answer in answers[name]:
            if name == "capitals":
                scores.append({"doc_id": doc_id, "answer": answer, "metrics": {k: float(v) for k, v in task.process_results(doc, [tuple(a) for a in answer]).items()}})
                continue
            for ensemble in task._filters:
                resps = [[answer]]
                for f in ensemble.filters:
                    resps = list(f().apply(resps, [doc]))
                scores.append({"doc_id": doc_id, "answer": answer, "filter": ensemble.name, "filtered": resps[0], "metrics": {k: float(v) for k, v in task.process_results(doc, resps).items()}})
    custom.append({"task": name, "targets": [str(task.doc_to_target(d)) for d in docs], "scores": scores})
(out / "custom-prompts.json").write_text(json.dumps(custom, indent=1, ensure_ascii=True) + "\n")
