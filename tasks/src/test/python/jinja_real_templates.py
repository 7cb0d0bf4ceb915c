"""Renders templates that are not ours to keep, for RecordedTemplatesTest.

    python jinja_real_templates.py LM_EVAL_TASKS FOLDER_OF_CHAT_TEMPLATES OUT.jsonl
    mvn -pl tasks -am -Dtest=RecordedTemplatesTest -Dsurefire.failIfNoSpecifiedTests=false -Dplumbline.templates=OUT.jsonl test

LM_EVAL_TASKS is lm_eval/tasks of lm-evaluation-harness 0.4.13; chat templates are *.jinja files, which llama.cpp and vllm carry for many
models. Task templates get values of several kinds for each name they read; chat templates get conversations. Jinja2 3.1, transformers 4.53.3.
"""
import datetime
import json
import pathlib
import random
import re
import sys

import jinja2.meta
import transformers.utils.chat_template_utils as chat
import yaml
from lm_eval.utils import env


class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 26, 12, 34, 56)


chat.datetime = Clock

VALUES = ["Some text.", "  padded \n", "", "What's \"this\"?", "Ünïcode 🙂", 0, 1, 3, 2.5, None, True, False, ["a", "b", "c", "d"], [], [1, 2, 3], {"text": ["x", "y"], "label": ["A", "B"]}, [{"text": "p", "label": 1}, {"text": "q", "label": 0}], "A", "1", [["a", "b"], ["c", "d"]]]
CONVERSATIONS = {
    "one": [{"role": "user", "content": "Hi there"}],
    "system": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "2+2?"}],
    "turns": [{"role": "system", "content": "You're <b>kind</b> & \"exact\"."}, {"role": "user", "content": " Hello \n"}, {"role": "assistant", "content": "Yes?\n"}, {"role": "user", "content": "Ünï 🙂\n\n"}],
    "no system": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}],
    "continued": [{"role": "user", "content": "Say A."}, {"role": "assistant", "content": "The answer is"}],
    "thought": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nr"}, {"role": "user", "content": "again"}],
    "empty": [{"role": "user", "content": ""}],
    "wrong": [{"role": "assistant", "content": "I begin"}, {"role": "assistant", "content": "twice"}],
}
UNRECORDED = re.compile(r"\b(unk_token|sep_token|pad_token|cls_token|mask_token|additional_special_tokens)\b")


class Loader(yaml.CSafeLoader):
    pass


Loader.add_constructor("!function", lambda loader, node: None)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def render(template, compile_template, values):
    try:
        text = compile_template(template).render(**json.loads(json.dumps(values)))
    except Exception:
        return {}
    return {} if re.search(r" at 0x[0-9a-f]{6,}|<built-in", text) else {"text": text}


def main():
    tasks, chats, out = map(pathlib.Path, sys.argv[1:])
    r = random.Random(4)
    templates = set()
    for file in sorted(tasks.rglob("*.yaml")):
        templates.update(text for text in strings(yaml.load(file.read_text(), Loader)) if "{{" in text or "{%" in text)
    counts = {"task templates": len(templates)}
    with out.open("w") as lines:
        def write(line):
            lines.write(json.dumps(line) + "\n")
            counts[line["environment"]] = counts.get(line["environment"], 0) + 1

        for template in sorted(templates):
            try:
                names = sorted(jinja2.meta.find_undeclared_variables(env.parse(template)))
            except Exception:
                write({"environment": "task", "template": template, "values": {}})
                continue
            for _ in range(6):
                values = {name: r.choice(VALUES) for name in names}
                write({"environment": "task", "template": template, "values": values, **render(template, env.from_string, values)})
        seen = set()
        for file in sorted(chats.rglob("*.jinja")):
            template = file.read_text()
            if template in seen or UNRECORDED.search(template):
                continue
            seen.add(template)
            for name, messages in CONVERSATIONS.items():
                for prompt in (True, False):
                    values = {"messages": messages, "add_generation_prompt": prompt, "bos_token": "<s>", "eos_token": "</s>", "tools": None, "documents": None}
                    write({"environment": "chat", "name": f"{file.name} {name} {prompt}", "template": template, "values": values, **render(template, chat._compile_jinja_template, values)})
        counts["chat templates"] = len(seen)
    print(counts)


if __name__ == "__main__":
    main()
