"""Writes what lm-evaluation-harness makes of folders of task files: names, groups, their tasks and scores.

    python task_folders.py ../resources/dev/plumbline/tasks/folders.json ../../../../results/src/test/resources/dev/plumbline/results/group-scores.json

Made with lm-evaluation-harness 0.4.13.
"""
import json
import math
import pathlib
import random
import sys
import tempfile

from lm_eval.api.group import Group
from lm_eval.config.group import GroupConfig
from lm_eval.tasks import TaskManager
from lm_eval.tasks._factory import TaskFactory
from lm_eval.tasks._index import TaskIndex

FILES = {
    "_base.yaml": "dataset_path: json\ndataset_kwargs: {data_files: {test: rows.jsonl}}\ntest_split: test\noutput_type: generate_until\ndoc_to_text: '{{q}}'\ndoc_to_target: a\nnum_fewshot: 0\n",
    "_named.yaml": "include: _base.yaml\ntask: inherited\ntag: [old]\n",
    "a.yaml": "include: _base.yaml\ntask: a\ntag:\n- letters\n- vowels\n",
    "b.yaml": "task: b\ninclude:\n  - _base.yaml\ntag: letters\ndescription: \"Two lines\nnot a key but text: here\"\n",
    "deep/c.yaml": "include: ../_base.yaml\n'task': \"c\"\ntag: letters  # a remark\n",
    "deep/er/d.yaml": "{include: ../../_base.yaml, task: d, tag: [letters]}\n",
    "e.yaml": "include: _base.yaml\ntask: &name e\ntag: *name\n",
    "f.yaml": "description: &t letters\ninclude: _base.yaml\ntask: f\ntag: *t\n",
    "twice.yaml": "include: _base.yaml\ntask: a\ntag: second\n",
    "heir.yaml": "include: _named.yaml\n",
    "class.yaml": "task: pythonic\nclass: !function task.Mine\n",
    "old.yaml": "group:\n  - bundle\ntask: old_style\n",
    "broken.yaml": "task: broken\n\tbad: indentation\n",
    "list.yaml": "- task: none\n",
    "lost.yaml": "include: nowhere.yaml\ntask: lost\n",
    "__pycache__/x.yaml": "task: cached\n",
    "letters_group.yaml": "group: letters_group\ntask:\n  - letters\naggregate_metric_list:\n  - metric: exact_match\n    weight_by_size: false\n",
    "outer.yaml": "group: outer\ngroup_alias: Outer group\nnum_fewshot: 3\ntask:\n  - letters_group\n  - task: inherited\n    num_fewshot: 5\n  - group: inner\n    task: [e]\n    num_fewshot: 4\n    aggregate_metric_list: {metric: exact_match, filter_list: none}\naggregate_metric_list:\n  - {metric: exact_match, aggregation: mean, weight_by_size: true}\nmetadata: {version: 2}\n",
}


def index(folder):
    found = TaskIndex.build([folder])
    return {
        name: {
            "kind": entry.kind.name,
            "file": entry.yaml_path and str(entry.yaml_path.relative_to(folder)),
            "tags": sorted(entry.tags) if entry.kind.name == "TAG" else [],
        }
        for name, entry in sorted(found.items())
    }


class Recorded(TaskFactory):
    """Makes groups as they are, and of tasks what they were asked with."""

    def __init__(self):
        super().__init__()
        self.asked = {}

    def _build_task(self, entry, overrides):
        config = self._load_full_config(entry, overrides)
        self.asked[config["task"]] = config.get("num_fewshot")
        return type("Named", (), {"task_name": config["task"]})()


def flat(group):
    for child in group:
        yield from flat(child) if isinstance(child, Group) else [child.task_name]


def nested(group):
    return [group] + [g for child in group if isinstance(child, Group) for g in nested(child)]


def groups(folder, name):
    found = TaskIndex.build([folder])
    factory = Recorded()
    group = factory.build(found[name], registry=found)
    return {
        "groups": [{"name": g.name, "alias": g.alias, "version": g.version, "tasks": list(flat(g)), "metrics": [{"metric": m.metric, "filters": m.filter_list, "weight_by_size": m.weight_by_size} for m in g.aggregate_metric_list or []]} for g in nested(group)],
        "num_fewshot": factory.asked,
    }


def folders(out):
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work).resolve()
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        manager = TaskManager(include_path=str(folder), include_defaults=False)
        patterns = {p: manager.match_tasks([p]) for p in ["*", "letters*", "?", "[a-c]", "[!a-c]", "l[ae]tter*", "none*", "[", "[]a]", "outer::*"]}
        record = {"files": FILES, "index": index(folder), "patterns": patterns, "selected": {name: groups(folder, name) for name in ["outer", "letters_group"]}}
    pathlib.Path(out).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def scores(out):
    """Scores of tasks of unequal sizes under two filters, and what groups make of them."""
    draw = random.Random(18)
    tasks, metrics = {}, {}
    for name, size in [("small", 3), ("middle", 17), ("large", 90)]:
        values = {f: [float(draw.random() < 0.3 + 0.1 * i) for _ in range(size)] for i, f in enumerate(["none", "strict"])}
        if name == "small":
            del values["strict"]
        tasks[name] = values
        metrics[name] = {"sample_len": size}
        for f, v in values.items():
            mean = sum(v) / size
            metrics[name][f"acc,{f}"] = mean
            metrics[name][f"acc_stderr,{f}"] = math.sqrt(sum((x - mean) ** 2 for x in v) / (size - 1) / size)
    cases = []
    for config in [
        {"metric": "acc"},
        {"metric": "acc", "weight_by_size": False},
        {"metric": "acc", "filter_list": ["strict"]},
        {"metric": "acc", "filter_list": "none", "weight_by_size": False},
    ]:
        group = Group.from_config(GroupConfig(group="g", aggregate_metric_list=[dict(config)]))
        for name in tasks:
            group.add(type("T", (), {"task_name": name})())
        group.get_all_tasks = lambda g=group: list(g)
        result = group.aggregate(metrics)
        cases.append({"metric": config, "result": {k: float(v) for k, v in result.items() if k.startswith("acc")}, "n": result["sample_count"]})
    pathlib.Path(out).write_text(json.dumps({"tasks": tasks, "cases": cases}, indent=1) + "\n")


folders(sys.argv[1])
scores(sys.argv[2])
