"""Writes what lm-evaluation-harness's filter multi_choice_regex finds.

    python choice_search.py ../resources/dev/plumbline/tasks/choice-search.json

Made with lm-evaluation-harness 0.4.13, CPython 3.11.
"""
import json
import sys

from lm_eval.filters.extraction import MultiChoiceRegexFilter

CHOICES = [["Guilty", "Guilty of Romance", "None (of them)", "It's 5."], ["(A) yes", "b", "日本、語", "x-y"], ["Same", "Same", "", "A B"]]
TEXTS = ["(B) it is", "The answer is Guilty of Romance.", "I say: B", "guilty", "none of them!", "It's 5", "nothing: D or C", ":C", "日本語 is right", "x-y (D)", "", "same", "A B", "Answer:   (A) and (B)"]
SETTINGS = [{}, {"regex_pattern": r"(\([A-Z]\))"}, {"group_select": -1, "regex_pattern": r"(\([A-Z]\))"}, {"ignore_case": True, "ignore_punctuation": True, "regex_pattern": r"(\([A-Z]\))"}, {"ignore_case": True, "regexes_to_ignore": ["of ", r"\s+"]}, {"fallback": "?"}]
cases = []
for settings in SETTINGS:
    for choices in CHOICES:
        for text in TEXTS:
            cases.append({"settings": settings, "choices": choices, "text": text, "found": MultiChoiceRegexFilter(**settings).apply([[text]], [{"choices": choices}])[0][0]})
with open(sys.argv[1], "w") as out:
    out.write(json.dumps(cases, indent=0, ensure_ascii=True) + "\n")
