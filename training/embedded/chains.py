"""Arithmetic word chains with a written answer, in GSM8K's format: every step needs the value before it.

All steps map the ten digits one to one, so that no early step can be skipped, and they do not commute, so that the
steps cannot be summed up at once.
"""

from random import Random

from embedded.document import Document

SHORTEST, LONGEST = 1, 16
"""Steps of a chain."""

STEPS = [("plus", n) for n in range(1, 6)] + [("minus", n) for n in range(1, 6)] + [("times", n) for n in (3, 7)] * 3


def apply(word: str, number: int, value: int) -> int:
    """The dial's digit after one step."""
    return {"plus": value + number, "minus": value - number, "times": value * number}[word] % 10


def draw(random: Random, longest: int = LONGEST, shortest: int = SHORTEST) -> Document:
    """A chain of `shortest` to `longest` steps."""
    value = random.randrange(10)
    text = f"A dial at {value} goes"
    marks = []
    for _ in range(random.randint(shortest, longest)):
        word, number = random.choice(STEPS)
        value = apply(word, number, value)
        text += f" {word} {number}"
        marks.append((len("Question: ") + len(text), f" {value}"))
    prompt = f"Question: {text}.\nAnswer:"
    answer = f" #### {value}"
    return Document(prompt, answer, {"question": text + ".", "answer": answer.strip()}, tuple(marks))
