"""Writes the suite's data files: held-out documents of each source, in the field names of the benchmark it follows.

    python -m embedded.suite suite
"""

import json
import os
import sys
from pathlib import Path
from random import Random

from embedded import lists
from embedded.document import Document
from embedded.sources import SOURCES, stream

DOCUMENTS = 200
"""Documents of each task."""

SEED = "suite"


def documents(name: str) -> list[Document]:
    """The task's documents, each prompt once, in the order of the data file."""
    held_out, chosen = stream(name, Random(f"{SEED}/{name}"), held_out=True), {}
    while len(chosen) < DOCUMENTS:
        document = next(held_out)
        chosen.setdefault(document.prompt, document)
    return list(chosen.values())


def rows(name: str) -> list[dict]:
    """The data file's lines."""
    asked = documents(name)
    if name == "embedded_lists":
        random = Random(f"{SEED}/tests")
        return [{"task_id": f"{name}/{i}", **lists.with_tests(d, random)} for i, d in enumerate(asked)]
    return [{"task_id": i, **d.row} if name == "embedded_formulas" else d.row for i, d in enumerate(asked)]


def main() -> None:
    folder = Path(sys.argv[1])
    for name in SOURCES:
        part = folder / f"{name}.jsonl.part"
        part.write_text("".join(json.dumps(row) + "\n" for row in rows(name)), encoding="utf-8")
        os.replace(part, folder / f"{name}.jsonl")


if __name__ == "__main__":
    main()
