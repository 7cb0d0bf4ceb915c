"""Writes small Parquet files as pyarrow writes them, for RowFileTest.

    python parquet_files.py ../resources/dev/plumbline/tasks/data

Made with the pyarrow that lm-evaluation-harness 0.4.13 installs.
"""
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

out = pathlib.Path(sys.argv[1])
rows = [
    {"ind": 4, "ctx": "Zürich 東京 😀", "endings": ["a", "b", None], "choices": {"text": ["one", "it's"], "label": ["A", "B"]}, "score": 0.5, "ok": True, "turns": [{"role": "user", "n": 1}, {"role": "bot", "n": 2}], "grid": [[1, 2], []]},
    {"ind": 2**40, "ctx": "", "endings": [], "choices": {"text": [], "label": []}, "score": None, "ok": False, "turns": [], "grid": []},
    {"ind": -1, "ctx": None, "endings": None, "choices": None, "score": 1e300, "ok": None, "turns": None, "grid": None},
]
table = pa.Table.from_pylist(rows)
for codec in ("snappy", "zstd", "gzip", "none"):
    pq.write_table(table, out / f"rows-{codec}.parquet", compression=codec, row_group_size=2)
