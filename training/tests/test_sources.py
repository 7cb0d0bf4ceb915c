"""The documents: the held-out rule, right answers, and the suite's files."""

import itertools
import json
import re
from pathlib import Path
from random import Random

import pytest

from embedded import chains, suite
from embedded.sources import SOURCES, stream

SUITE = Path(__file__).parents[1] / "suite"


def drawn(name: str, held_out: bool, count: int = 300):
    return list(itertools.islice(stream(name, Random(7), held_out), count))


@pytest.mark.parametrize("name", SOURCES)
def test_training_never_sees_a_document_of_the_suite(name):
    asked = {d.key or d.prompt for d in suite.documents(name)}
    trained = {d.key or d.prompt for d in drawn(name, held_out=False, count=3000)}
    assert len(asked) >= 40 and not asked & trained


@pytest.mark.parametrize("name", SOURCES)
def test_suite_file_is_what_the_sources_give(name):
    lines = (SUITE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 200
    assert [json.loads(line) for line in lines] == suite.rows(name)


def test_chain_answer_is_the_last_digit_of_python_arithmetic():
    for document in drawn("embedded_chains", held_out=True):
        words = re.search(r"at (\d) goes (.*)\.$", document.row["question"])
        value = int(words[1])
        for word, number in re.findall(r"(\w+) (\d)", words[2]):
            value = eval(f"({value} {dict(plus='+', minus='-', times='*')[word]} {number}) % 10")
        assert document.answer == f" #### {value}" and document.marks[-1][1] == f" {value}"


def test_chain_steps_map_the_digits_one_to_one():
    for word, number in chains.STEPS:
        assert {chains.apply(word, number, value) for value in range(10)} == set(range(10))


def test_marks_of_a_chain_stand_after_their_numbers():
    for document in drawn("embedded_chains", held_out=False, count=50):
        assert all(document.prompt[offset - 1].isdigit() for offset, _ in document.marks)


def test_swaps_keep_the_thing_with_whom_its_holder_swapped():
    for document in drawn("embedded_swaps", held_out=True):
        holder = document.row["ctx_a"].split()[0]
        for one, other in re.findall(r"(\w+) and (\w+) swap", document.row["ctx_a"]):
            holder = other if holder == one else one if holder == other else holder
        assert document.row["endings"][int(document.row["label"])] == f"is with {holder}."


def test_facts_have_four_choices_of_which_one_is_right():
    for document in drawn("embedded_facts", held_out=True):
        choices = document.row["choices"]
        assert len(set(choices["text"])) == 4
        assert f" {choices['text'][choices['label'].index(document.row['answerKey'])]}" == document.answer


def test_every_fact_is_stated_in_training():
    facts = {(d.prompt, d.answer) for d in drawn("embedded_facts", held_out=False, count=20000)}
    told = " ".join(f"{prompt}{answer}." for prompt, answer in facts)
    for row in (json.loads(line) for line in (SUITE / "embedded_facts.jsonl").open(encoding="utf-8")):
        answer = row["choices"]["text"][row["choices"]["label"].index(row["answerKey"])]
        country = next(c for c in re.findall(r"[A-Z]\w+", row["question_stem"])[::-1])
        assert re.search(rf"{country}[^.]* {answer}\.", told), row


def test_code_rows_pass_their_own_tests():
    for row in suite.rows("embedded_lists"):
        scope: dict = {}
        exec(row["prompt"] + row["canonical_solution"] + row["test"], scope)
        scope["check"](scope[row["entry_point"]])
    for row in suite.rows("embedded_formulas"):
        exec("\n".join([row["code"], *row["test_list"]]), {})
