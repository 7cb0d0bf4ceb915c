"""Writes which files Hugging Face datasets takes for the splits of a data set's folder.

    python data_folders.py ../resources/dev/plumbline/tasks/data-folders.json

Each file holds one row, its own name. Made with datasets 5.0.1.
"""
import json
import os
import pathlib
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets

datasets.disable_progress_bars()


def card(text):
    return {"README.md": f"---\nlicense: mit\n{text}---\n# A data set\n"}


FOLDERS = {
    "shards": ["data/train-00000-of-00002.jsonl", "data/train-00001-of-00002.jsonl", "data/test-00000-of-00001-abc.jsonl", "data/extra.jsonl", "other/dev.jsonl"],
    "folders": ["train/a.jsonl", "train/b.jsonl", "my-dev/x.jsonl", "evaluation/deep/y.jsonl", "top.jsonl"],
    "names": ["train.jsonl", "b-train.jsonl", "my_valid_1.jsonl", "test.jsonl", "latest.jsonl", "eval-2.jsonl"],
    "none": ["b.jsonl", "a.jsonl"],
    "one-kind": ["train.csv", "test.csv"],
    "configs": {**{f: None for f in ["en/test-00000-of-00002.jsonl", "en/test-00001-of-00002.jsonl", "en/train.jsonl", "fr/test.jsonl", "all.jsonl"]}, **card("configs:\n- config_name: en\n  data_files:\n  - split: test\n    path: en/test-*\n  - split: train\n    path:\n    - en/train.jsonl\n- config_name: fr\n  default: true\n  data_files:\n  - split: test\n    path: fr/*.jsonl\n- config_name: all\n  data_files: '*.jsonl'\n- config_name: dir\n  data_dir: en\n")},
    "single": {**{f: None for f in ["x/1.jsonl", "x/y/2.jsonl", "x/[3].jsonl"]}, **card("configs:\n- config_name: only\n  data_files:\n  - split: test\n    path: x/**\n  - split: validation\n    path: '**/[12].jsonl'\n")},
}
QUERIES = [(None, s) for s in ["train", "validation", "test"]] + [(c, s) for c in ["en", "fr", "all", "dir", "only"] for s in ["train", "validation", "test"]]
record = []
for name, files in FOLDERS.items():
    files = files if isinstance(files, dict) else {f: None for f in files}
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(work) / "set"
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text or (f"name\n{path}\n" if path.endswith(".csv") else json.dumps({"name": path}) + "\n"))
        splits = []
        for config, split in QUERIES:
            try:
                rows = [row["name"] for row in datasets.load_dataset(str(root), config, split=split, cache_dir=f"{work}/cache-{config}-{split}")]
            except ValueError:
                rows = None
            if config is None or rows is not None:
                splits.append({"config": config, "split": split, "files": rows})
        record.append({"name": name, "files": files, "splits": splits})
pathlib.Path(sys.argv[1]).write_text(json.dumps(record, indent=1) + "\n")
