"""Writes what Hugging Face datasets reads from small files, as lm-evaluation-harness gets its rows.

    python data_rows.py ../resources/dev/plumbline/tasks/data-rows.json

Made with datasets 5.0.1, pandas 3.1.1, pyarrow 26.0.1.
"""
import json
import math
import os
import pathlib
import random
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets

datasets.disable_progress_bars()
draw = random.Random(5)
FLOATS = [repr(draw.uniform(-1, 1) * 10.0 ** draw.randint(-12, 12)) for _ in range(200)] + [f"{draw.random():.{d}f}" for d in range(1, 25)] + ["1e-300", "2.2250738585072014e-308", "5e-324", "123456789012345678901.5", "1E5", "-.5", "5.", "+7", "0.1"]
FILES = {
    "missing.csv": 'text,n,f,na\nNA,1,1.5,NA\nNone,2,,\nnull,,nan,x\nN/A,4,-inf,y\nn/a,5,1e3,#N/A\n"",6,2,<NA>\nnan,7,Infinity,NULL\nx,8,1,none\n',
    "whole.csv": "a,b,c\n1,01,+5\n-20,007, 6 \n",
    "truths.csv": "a,b,c,d,e\nTrue,true,TRUE,True,True\nFalse,false,FALSE,,no\n",
    "crlf.csv": 'a,b\r\nx,1\r\n"two\r\nlines",2\r\n',
    "blank.csv": "a,b\n\nx,1\n  \n\ny,2\n",
    "blank-single.csv": 'a\n\nx\n  \n""\ny\n',
    "short.csv": "a,b,c\n1,2\n3,4,5\n",
    "spaces.csv": "a,b, c\n x , 1,\"\"\ny ,2 ,z\n",
    "names.csv": "a,a,,b,a\n1,2,3,4,5\n",
    "quotes.csv": "a,b\n\"he said \"\"hi\"\"\",'x'\nit\"s,\"a,b\"\n",
    "empty-column.csv": "a,b\n,x\n,y\n",
    "floats.csv": "a\n" + "\n".join(FLOATS) + "\n",
    "dates.csv": "a\n2020-01-01\n2020-01-02\n",
    "no-number.csv": "a,b,c\n0x10,1_000,1e\n2,3,4\n",
    "bom.csv": '\ufeffquestion,choices,answer\n"Is ice cold?","[""no"", ""yes""]",1\n',
    "tabs.tsv": "a\tb\n1\tx, y\nNA\tz\n",
    "columns.jsonl": '{"a": 1}\n{"b": "x"}\n',
    "floats.jsonl": '{"a": 1, "l": [1, 2], "o": {"x": 1}}\n{"a": 2.5, "l": [0.5], "o": {"x": 1.5}}\n{"a": null, "l": null, "o": null}\n',
    "keys.jsonl": '{"o": {"x": 1}}\n{"o": {"y": 2}}\n',
    "mixed.jsonl": '{"a": 1, "l": [1, "x"]}\n{"a": "x", "l": [2.5, null]}\n',
    "bom.jsonl": '\ufeff{"question": "Is ice cold?", "choices": ["no", "yes"], "answer": true, "id": 123456789012345678901234567890, "score": NaN}\n',
    "infinite.jsonl": '{"a": Infinity, "b": 1}\n{"a": -Infinity, "b": NaN}\n',
    "beyond.jsonl": '{"a": 18446744073709551615, "b": 9223372036854775807}\n{"a": 1, "b": 1}\n',
    "truths.jsonl": '{"a": true, "b": null}\r\n{"a": false, "b": null}\r\n',
    "nested.jsonl": '{"l": [], "m": [{"a": 1, "b": []}, {"a": 2, "b": ["x"]}]}\n{"l": [1], "m": []}\n',
    "list.json": '[{"a": 1}, {"a": 2, "b": 3}]',
    "one.json": '{"a": [1, 2], "b": ["x", "y"]}',
}


def plain(value):
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


record = []
for name, text in FILES.items():
    with tempfile.TemporaryDirectory() as work:
        file = pathlib.Path(work) / name
        file.write_text(text, encoding="utf-8", newline="")
        kind = "json" if "json" in name else "csv"
        options = {"sep": "\t"} if name.endswith(".tsv") else {}
        rows = datasets.load_dataset(kind, data_files={"test": str(file)}, cache_dir=work + "/cache", split="test", **options)
        record.append({"name": name, "text": text, "rows": [plain(dict(row)) for row in rows]})
pathlib.Path(sys.argv[1]).write_text(json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n")
