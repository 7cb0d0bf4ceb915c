"""Sentence completion with four endings, in HellaSwag's format: who holds a thing after some exchanges."""

from random import Random

from embedded.document import Document

NAMES = ["Ana", "Ben", "Eva", "Tom"]
THINGS = ["ball", "cup", "hat", "key", "map", "ring"]
FEWEST, MOST = 2, 5
"""Exchanges told in a document."""


def draw(random: Random) -> Document:
    thing, holder = random.choice(THINGS), random.choice(NAMES)
    label = f"Passing the {thing}"
    story, marks = f"{holder} has the {thing}.", []
    for _ in range(random.randint(FEWEST, MOST)):
        one, other = random.sample(NAMES, 2)
        story += f" {one} and {other} swap."
        holder = {one: other, other: one}.get(holder, holder)
        marks.append((len(f"{label}: {story}"), f" {holder}"))
    end = f"at the end the {thing}"
    endings = [f"is with {name}." for name in random.sample(NAMES, len(NAMES))]
    answer = f"is with {holder}."
    row = {
        "activity_label": label,
        "ctx_a": story,
        "ctx_b": end,
        "endings": endings,
        "label": str(endings.index(answer)),
    }
    return Document(f"{label}: {story} {end.capitalize()}", f" {answer}", row, tuple(marks))
