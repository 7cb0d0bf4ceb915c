"""Functions of a number from a description and three tests, in MBPP's format: one constant may have to be worked out."""

from random import Random

from embedded.document import Document

FORMULAS = {
    "multiplies x by {b} and then adds {a}": "x * {b} + {a}",
    "multiplies x by {b} and then subtracts {a}": "x * {b} - {a}",
    "adds {a} to x and then multiplies by {b}": "(x + {a}) * {b}",
    "subtracts {a} from x and then multiplies by {b}": "(x - {a}) * {b}",
}
HIDDEN = "a constant"
PROMPT = (
    "You are an expert Python programmer, and here is your task: {text} "
    "Your code should pass these tests:\n\n{test_list}\n[BEGIN]\n"
)


def draw(random: Random) -> Document:
    """Half of the descriptions do not say what is added or subtracted: the tests do."""
    a, b = random.randint(1, 9), random.randint(2, 9)
    words, formula = random.choice(list(FORMULAS.items()))
    told = random.choice([a, HIDDEN])
    text = f"Write a function f that {words.format(a=told, b=b)}."
    code = f"def f(x):\n    return {formula.format(a=a, b=b)}"
    scope: dict = {}
    exec(code, scope)
    tests = [f"assert f({x}) == {scope['f'](x)}" for x in (0, *random.sample(range(1, 10), 2))]
    prompt = PROMPT.format(text=text, test_list="\n".join(tests))
    row = {"text": text, "code": code, "test_list": tests}
    ends = [prompt.index(test) + len(test) for test in tests]
    marks = tuple((end, f" {a}") for end in ends) if told == HIDDEN else ()
    # Held out by the function, so that the suite's functions are new in every wording.
    return Document(prompt, code + "\n[DONE]", row, marks, key=code)
