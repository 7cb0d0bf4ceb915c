import random
from functools import partial

import datasets


def question(doc):
    print("what a function prints goes nowhere")
    return f"Which letter of {doc['word']!r} is no. {doc['label']} of {doc['meta']['n']}? ({type(doc['share']).__name__})"


def choices(doc):
    return [letter + "!" for letter in doc["choices"]]


def target(doc):
    return int(doc["label"])


def targets(doc):
    return [doc["first"], str(doc["label"])]


def _counted(doc, extra):
    return str(len(doc["word"]) + extra)


count = partial(_counted, extra=1)


def examples():
    return [{"word": "pair", "pick": (1, 2)}, {"word": "of examples"}]


def sorted_docs(dataset: datasets.Dataset) -> datasets.Dataset:
    halves = dataset.sort("word", reverse=True).train_test_split(test_size=2, shuffle=False)
    both = datasets.concatenate_datasets([halves["test"], halves["train"]])
    return both.rename_column("label", "number").add_column("row", list(range(len(both)))).select_columns(["word", "number", "row"])


def drawn(dataset):
    def pick(row):
        letters = row["letters"].split(",")
        random.shuffle(letters)
        return {"letters": letters, "pick": random.choice(letters)}

    return dataset.map(pick)


def shuffled(dataset):
    return dataset.shuffle(seed=7).train_test_split(test_size=0.5, seed=3)["test"]
