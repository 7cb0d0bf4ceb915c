"""The tokenizer: byte-level BPE over the sources' own words, so that any text can be read and decoding gives it back."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from embedded.document import Document
from embedded.sources import SOURCES, stream

VOCABULARY = 1536
SAMPLE = 4000
"""Documents of each source that the merges are learnt from."""

BEGIN, END, PAD = "<|begin_text|>", "<|end_text|>", "<|pad|>"
SPECIAL = [BEGIN, END, "<|begin_header|>", "<|end_header|>", "<|end_turn|>", PAD]
CHAT = (
    "{{ bos_token }}{% for m in messages %}<|begin_header|>{{ 'Huginn' if m['role'] == 'assistant' else m['role'] }}"
    "<|end_header|>\n\n{{ m['content'] | trim }}<|end_turn|>{% endfor %}"
    "{% if add_generation_prompt %}<|begin_header|>Huginn<|end_header|>\n\n{% endif %}"
)


def train(seed: int, longest_text: int) -> PreTrainedTokenizerFast:
    """Learns the merges; digits stay single tokens, since the sample's longer numbers are pulled apart."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator(_sample(Random(seed)), trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token=BEGIN,
        eos_token=END,
        pad_token=PAD,
        chat_template=CHAT,
        model_max_length=longest_text,
    )


def _sample(random: Random) -> Iterator[str]:
    for name in SOURCES:
        documents = stream(name, random, held_out=False)
        for _ in range(SAMPLE):
            document = next(documents)
            for text in (document.prompt, document.answer):
                yield re.sub(r"(?<=\d)(?=\d)", " ", text)


class Encoder:
    """Turns documents into token ids and labels; -100 marks a position without a label, as in PyTorch."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast):
        self._bpe = tokenizer.backend_tokenizer
        self.end = tokenizer.eos_token_id

    def __call__(self, document: Document) -> tuple[list[int], list[int]]:
        """Inputs and, of the same length, the labels of what follows: the answer, its end, and the marks."""
        prompt = self._bpe.encode(document.prompt)
        answer = [*self._bpe.encode(document.answer).ids, self.end]
        labels = [-100] * (len(prompt.ids) - 1) + answer
        position = {end: i for i, (_, end) in enumerate(prompt.offsets)}
        for offset, text in document.marks:
            (labels[position[offset]],) = self._bpe.encode(text).ids
        return prompt.ids + answer[:-1], labels
