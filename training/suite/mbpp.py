"""What embedded_formulas.yaml names with `!function`, for lm-evaluation-harness; Plumbline has its own."""

import evaluate

_code_eval = evaluate.load("code_eval")


def pass_at_1(references, predictions):
    """The reference is one string of tests, a prediction may be a bare string."""
    references = [references] if isinstance(references, str) else references
    predictions = [[p] if isinstance(p, str) else p for p in predictions]
    return _code_eval.compute(references=references, predictions=predictions, k=[1])[0]["pass@1"]
