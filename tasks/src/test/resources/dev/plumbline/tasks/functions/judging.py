from lm_eval.filters.extraction import RegexFilter


def choices(doc, results):
    lls, greedy = zip(*results)
    assert isinstance(results, list) and isinstance(results[0], tuple)
    best = max(range(len(lls)), key=lls.__getitem__)
    return {"right": best == doc["label"] and greedy[best] is not None, "margin": lls[best] - lls[0]}


def text(doc, results):
    (answer,) = results
    kind = type(answer).__name__
    said = answer if kind == "str" else answer[0]
    return {"same": said == doc["word"], "length": len(said), "is_" + kind: 1}


def only_letters(resps, docs):
    return [["".join(c for c in text if c.isalpha()) for text in texts] for texts, doc in zip(resps, docs)]


class WordFilter(RegexFilter):
    def __init__(self, most=1, **more):
        super().__init__(**more)
        self.most = most

    def apply(self, resps, docs):
        found = [[" ".join(self.regex.findall(text)[: self.most]) or self.fallback for text in texts] for texts in resps]
        return found
