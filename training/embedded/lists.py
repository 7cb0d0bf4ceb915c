"""Functions over a list from a docstring, in HumanEval's format: the body is one comprehension."""

from random import Random

from embedded.document import Document

ENTRY_POINT = "solve"
REDUCTIONS = {"the sum of": "sum({})", "the largest of": "max({})", "the smallest of": "min({})", "the list of": "[{}]"}
VALUES = {
    "": "x",
    "the squares of ": "x * x",
    "the halves of ": "x // 2",
    "the last digits of ": "x % 10",
    "{} more than ": "x + {}",
    "{} less than ": "x - {}",
    "{} times ": "x * {}",
}
CHOICES = {
    "all numbers": "",
    "the odd numbers": " if x % 2 == 1",
    "the even numbers": " if x % 2 == 0",
    "the numbers above {}": " if x > {}",
    "the numbers below {}": " if x < {}",
    "the numbers except {}": " if x != {}",
    "the multiples of {}": " if x % {} == 0",
}
TESTS = 4


def draw(random: Random) -> Document:
    constants = random.randint(2, 9), random.randint(3, 9)
    reduction, value, choice = (random.choice(list(table)) for table in (REDUCTIONS, VALUES, CHOICES))
    wanted = value.format(constants[0]) + choice.format(constants[1])
    inner = f"{VALUES[value].format(constants[0])} for x in xs{CHOICES[choice].format(constants[1])}"
    prompt = f'def {ENTRY_POINT}(xs):\n    """Return {reduction} {wanted} in xs."""\n'
    body = f"    return {REDUCTIONS[reduction].format(inner)}\n"
    return Document(prompt, body, {"prompt": prompt, "canonical_solution": body, "entry_point": ENTRY_POINT})


def with_tests(document: Document, random: Random) -> dict:
    """The document's row with a `test` that the canonical solution passes; lists on which it is undefined are left out."""
    scope: dict = {}
    exec(document.prompt + document.answer, scope)
    lines = ["def check(candidate):"]
    while len(lines) <= TESTS:
        numbers = [random.randint(0, 20) for _ in range(random.randint(4, 7))]
        try:
            lines.append(f"    assert candidate({numbers}) == {scope[ENTRY_POINT](numbers)}")
        except ValueError:  # max and min of nothing
            continue
    return {**document.row, "test": "\n".join(lines) + "\n"}
