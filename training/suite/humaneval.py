"""What embedded_lists.yaml names with `!function`, for lm-evaluation-harness; Plumbline has its own."""

import evaluate

_code_eval = evaluate.load("code_eval")


def build_predictions(resps, docs):
    """Programs from completions: the prompt before each."""
    return [[doc["prompt"] + completion for completion in completions] for completions, doc in zip(resps, docs)]


def pass_at_k(references, predictions, k):
    """The share of documents solved within k tries."""
    return _code_eval.compute(references=references, predictions=predictions, k=k)[0]
