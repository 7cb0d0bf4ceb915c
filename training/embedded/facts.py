"""Fact recall with four choices, in OpenBookQA's format: a fact that training stated in other words is asked for."""

from pathlib import Path
from random import Random

from embedded.document import Document

COUNTRIES = [line.split("\t") for line in Path(__file__).with_name("countries.tsv").read_text("utf-8").splitlines()]
"""Country, capital, continent, language, currency."""

WORDINGS = {
    1: ("The capital of {} is", "{} has its capital in", "The chief city of {} is", "The government of {} sits in",
        "The seat of {} is", "{} is ruled from"),
    2: ("{} lies in", "{} is a country in", "The continent of {} is", "To visit {} you go to", "On a globe {} is in",
        "{} belongs to"),
    3: ("People in {} speak", "The language of {} is", "Books in {} are in", "In {} one talks in",
        "Children in {} learn to read", "The radio in {} is in"),
    4: ("The currency of {} is the", "In {} you pay with the", "Money in {} is the", "Prices in {} are in the",
        "Banks of {} hold the", "A shop in {} takes the"),
}  # fmt: skip
"""The ways to state a column's fact; each (fact, wording) falls to training or to the suite by the held-out rule."""

LABELS = ["A", "B", "C", "D"]


def draw(random: Random) -> Document:
    country, column, wording = random.choice(COUNTRIES), random.choice(list(WORDINGS)), random.randrange(6)
    prompt = WORDINGS[column][wording].format(country[0])
    right = country[column]
    others = sorted({other[column] for other in COUNTRIES} - {right})
    choices = random.sample([right, *random.sample(others, 3)], 4)
    row = {
        "question_stem": prompt,
        "choices": {"text": choices, "label": LABELS},
        "answerKey": LABELS[choices.index(right)],
    }
    return Document(prompt, f" {right}", row)
