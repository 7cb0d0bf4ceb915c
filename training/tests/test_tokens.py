"""The tokenizer and the labels made with it."""

from random import Random

import pytest

from embedded import tokens
from embedded.sources import SOURCES, stream


@pytest.fixture(scope="module")
def tokenizer():
    return tokens.train(seed=0, longest_text=64)


@pytest.mark.parametrize("text", ["A dial at 7 goes plus 5.", "  two  spaces\n\n", "Ünïcode \U0001f600 x_y != 12345\t"])
def test_any_text_decodes_to_itself(tokenizer, text):
    assert tokenizer.decode(tokenizer(text).input_ids) == text


def test_digits_are_single_tokens(tokenizer):
    assert [tokenizer.decode(i) for i in tokenizer("== 1234").input_ids] == ["==", " 1", "2", "3", "4"]


@pytest.mark.parametrize("name", SOURCES)
def test_labels_spell_the_answer_and_its_end(tokenizer, name):
    document = next(stream(name, Random(3), held_out=False))
    inputs, labels = tokens.Encoder(tokenizer)(document)
    prompt = len(tokenizer(document.prompt).input_ids)
    assert len(inputs) == len(labels)
    assert tokenizer.decode(labels[prompt - 1 :]) == document.answer + tokens.END
    assert sum(label != -100 for label in labels[: prompt - 1]) == len(document.marks)


def test_mark_replaces_the_label_after_its_number(tokenizer):
    document = next(stream("embedded_chains", Random(3), held_out=False))
    inputs, labels = tokens.Encoder(tokenizer)(document)
    marked = [i for i in range(len(inputs)) if labels[i] != -100][: len(document.marks)]
    assert [tokenizer.decode(inputs[: i + 1]) for i in marked] == [document.prompt[:offset] for offset, _ in document.marks]
    assert [tokenizer.decode(labels[i]) for i in marked] == [text for _, text in document.marks]


def test_chat_template_renders_a_turn(tokenizer):
    text = tokenizer.apply_chat_template([{"role": "user", "content": "Hi"}], tokenize=False, add_generation_prompt=True)
    assert text == (
        "<|begin_text|><|begin_header|>user<|end_header|>\n\nHi<|end_turn|><|begin_header|>Huginn<|end_header|>\n\n"
    )
