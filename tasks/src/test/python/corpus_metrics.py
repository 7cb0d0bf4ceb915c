"""Records what lm-evaluation-harness 0.4.13 makes of documents together: aggregations, their
standard errors, and what sacreBLEU counts in each document.

    DISABLE_MULTIPROC=1 python corpus_metrics.py REPOSITORY
"""

import json
import random
import re
import sys
from pathlib import Path

from lm_eval.api import metrics
from lm_eval.utils import get_rolling_token_windows, make_disjoint_window
from sacrebleu.metrics import BLEU, CHRF, TER

WORDS = (
    "the cat sat, on 3.5 mats (and) a dog-house; 'it' was 1-2 &amp; &quot;so&quot; U.S.A. "
    "naïve café 東京 に 行く \U0001f600 well-\nknown end. x"
).split(" ")

rnd = random.Random(18)


def sentence():
    return " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(0, 14)))


def near(text):
    words = text.split(" ")
    return " ".join(w if rnd.random() < 0.7 else rnd.choice(WORDS) for w in words) + rnd.choice(
        ["", ".", "\n", " ."]
    )


def segment(metric, answer, reference):
    reference = metric._preprocess_segment(reference)
    return metric._compute_segment_statistics(
        metric._preprocess_segment(answer), metric._extract_reference_info([reference])
    )


def score(name, items, parts, iterations=1000):
    function = getattr(metrics, name)
    error = metrics.stderr_for_metric(function, iterations)
    return {
        "aggregation": {"f1_score": "f1", "chrfpp": "chrf++"}.get(name, name),
        "iterations": iterations,
        "parts": parts,
        "score": float(function(items)),
        "stderr": float(error(items)) if error else None,
    }


texts = [(r, near(r)) for r in (sentence() for _ in range(60))]
texts += [("", ""), ("", "one"), ("one", ""), ("a", "a"), ("(hi)", "hi)")]
counted = {
    "bleu": BLEU(),
    "chrf": CHRF(),
    "chrfpp": CHRF(word_order=2),
}
pairs = [(rnd.randint(0, 1), rnd.randint(0, 1)) for _ in range(37)]
classes = [(rnd.randint(0, 3), rnd.randint(0, 3)) for _ in range(37)]
lls = [-rnd.random() * 9 for _ in range(23)]
weighted = [(-rnd.random() * 99, rnd.randint(1, 40)) for _ in range(23)]

segments = {
    name: [[float(n) for n in segment(metric, a, r)] for r, a in texts]
    for name, metric in counted.items()
}
scores = [score(name, texts, segments[name], 100) for name in counted]
scores += [
    score("f1_score", pairs, pairs),
    score("matthews_corrcoef", classes, classes),
    score("perplexity", lls, [[x] for x in lls]),
    score("median", lls, [[x] for x in lls]),
    score("nanmean", lls, [[x] for x in lls]),
    score("weighted_perplexity", weighted, weighted),
    score("bits_per_byte", weighted, weighted),
]
# Sentences with words and runs of words elsewhere, long and short; some with more places to look at than TER does.
moved = []
for _ in range(120):
    right = [rnd.choice(WORDS[: rnd.choice([4, 12, len(WORDS)])]) for _ in range(rnd.choice([1, 3, 8, 15, 40, 90]))]
    answer = list(right)
    for _ in range(rnd.randint(0, 4)):
        start, length = rnd.randrange(len(answer) + 1), rnd.randint(1, 12)
        run, rest = answer[start : start + length], answer[:start] + answer[start + length :]
        place = rnd.randrange(len(rest) + 1)
        answer = rest[:place] + run + rest[place:]
    answer = [w for w in answer if rnd.random() < 0.9] + rnd.choice([[], [], ["x"] * 30])
    moved.append((" ".join(right), " ".join(answer).upper() if rnd.random() < 0.3 else " ".join(answer)))
ter_texts = texts + moved
ter_parts = [[float(n) for n in segment(TER(), a, r)] for r, a in ter_texts]
scores.append(score("ter", ter_texts, ter_parts, 100))
spaced = ["", "a", " a", "a ", "a  b\tc\n", "\u3000a\u00a0b\x1cc\x85", "東京 に"]
out = Path(sys.argv[1])
(out / "tasks/src/test/resources/dev/plumbline/tasks/corpus-parts.json").write_text(
    json.dumps(
        {
            "texts": [[r, a] for r, a in texts],
            "segments": segments,
            "moved": moved,
            "ter": ter_parts,
            "words": [[text, len(re.split(r"\s+", text))] for text in spaced],
        },
        indent=1,
    )
    + "\n"
)
(out / "results/src/test/resources/dev/plumbline/results/aggregations.json").write_text(
    json.dumps(scores, indent=1) + "\n"
)
(out / "runner/src/test/resources/dev/plumbline/runner/rolling-windows.json").write_text(
    json.dumps(
        [
            [n, most, [list(w) for w in map(make_disjoint_window, get_rolling_token_windows(list(range(1, n + 1)), 0, most, 1))]]
            for n, most in [(1, 4), (4, 4), (5, 4), (8, 4), (9, 4), (23, 7)]
        ]
    )
    + "\n"
)
