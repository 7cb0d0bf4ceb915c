import re
from collections import Counter


def overlap(references, predictions, lower=False):
    gold, answer = (text.lower() if lower else text for text in (references[0], predictions[0]))
    shared = sum((Counter(gold) & Counter(answer)).values())
    return 2 * shared / (len(gold) + len(answer)) if gold or answer else 1


def counts(items):
    gold, answer = items
    return {"letters": sum(c.isalpha() for c in answer), "longer": len(answer) > len(gold)}


def both(references, predictions):
    return (references[0], predictions[0])


def share_of_letters(items):
    golds, answers = zip(*items)
    return sum(len(answer) for answer in answers) / sum(len(gold) for gold in golds)


def middle(items):
    return sorted(items)[len(items) // 2]


def macro(items):
    classes = sorted({gold for gold, _ in items} | {chosen for _, chosen in items})
    scores = []
    for each in classes:
        right = sum(gold == chosen == each for gold, chosen in items)
        named = sum(int(gold == each) + int(chosen == each) for gold, chosen in items)
        scores.append(2 * right / named)
    return sum(scores) / len(scores)


def tags_right(items):
    right = total = 0
    for gold, answer in items:
        tags = re.findall("[A-Z]{2,}", gold)
        total += len(tags)
        right += sum(a == b for a, b in zip(tags, answer[0]))
    return right / total


def calibration(items):
    return sum(chances[gold] for gold, chances in items) / len(items)
