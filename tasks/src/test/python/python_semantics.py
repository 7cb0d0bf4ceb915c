"""Writes what CPython and Jinja2 say, for the tests of the packages python and jinja to compare with.

    python python_semantics.py ../resources/dev/plumbline/tasks

Made with CPython 3.11.7, Jinja2 as installed by lm-evaluation-harness 0.4.13 and transformers 4.53.3.
"""
import ast
import json
import pathlib
import random
import re
import sys

import jinja2
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

out = pathlib.Path(sys.argv[1])


def write(name, value):
    (out / name).write_text(json.dumps(value, indent=1, ensure_ascii=True) + "\n")


# random.sample: several draws from one generator, so that the state in between counts.
samples = []
for seed in (0, 1, 42, 1234, -7, 2**31, 2**32, 2**40 + 17, 2**63 - 1):
    rnd = random.Random(seed)
    for n, k in ((1, 1), (5, 0), (7, 7), (21, 5), (22, 5), (40, 6), (85, 6), (86, 6), (1000, 16), (7473, 5), (7473, 5), (7473, 8), (10042, 30), (300, 300)):
        samples.append({"seed": seed, "n": n, "k": k, "sample": rnd.sample(range(n), k), "first": (n, k) == (1, 1)})
write("python/random-sample.json", samples)

# re: findall, and sub with nothing.
patterns = [
    r"#### (\-?[0-9\.\,]+)", r"(-?[$0-9.,]{2,})|(-?[0-9]+)", r"The answer is (\-?[0-9\.\,]+).", r"(?s).*#### ", r"\.$", r"\$", ",",
    r"\[.*?\]", r"```(?:\w+)?\n?(.*?)\n?```", r"(?s)```(?:\w+)?\n?(.*?)\n?```", r"\d+", r"\w+", r"\s+", r"\S+", r"\W", r"\D+", r"\bis\b", r"\Bs",
    r"[\w.]+", r"[^\s]+", r"[[a-c]+", r"[]x]+", r"[a&&b]+", r"[\d\-]+", r"x{2}", r"x{,2}y", r"x{1,}", r"{x}", r"a{b", r"(?P<first_name>\w+) (?P=first_name)",
    r"(?i)ANSWER", r"(?i)É", r"(?m)^\w+$", r"^.*$", r"(?m)^.*$", r".+\Z", r"\A\w", r"(a)|b", r"(a)(b)?", r"(?:x|y)+", r"(?=is)i", r"(?<=i)s", r"(?<!i)s", r"(?!x)\w",
    r"[^\W\d]+", r"\x41", r"\u00e9", r"\t", r"[\b]", r"a|b|", r"(?#note)a", r"\([A-D]\)", r":[\s]*(A|B|C|D)", r"\/", r"\-", r"[\^a]", r"[a^]", r"\0", r"(?i:answer) is", r"(\w)\1",
    r"[+-]?\d+(?:\.\d+)?", r"(?s:.)\n", r"\'", r"[\]\[]", r"a*?b", r"é+", r"\S+\s*$", r"boxed\{(.*)\}",
]
texts = [
    "", "Janet sells 16 - 3 - 4 = <<16-3-4=9>>9 duck eggs.\n#### 18", "The answer is $1,234.50. The answer is -7.", "a [title] b [step] c\n[x", "no answer",
    "```python\ndef f():\n    return 1\n```\nand ``` more ```", "xx xxx {x} a{b xxy xy y", "is this his\nthis is\n", "é É ß ab aab bob 'q' \"r\"", "१२ ٣ x² ½ Ⅷ ㊀ a\u0301 a‿b", "a\u2028b\u0085c\rd\x0be\x1cf\u00a0g", "ANSWER: (B) answer is: A",
    "bob bob jim", "line1\nline2\r\nline3", "[a]]x^&&b-1", "end\n", "end\n\n", "A\tB\x08C\x00", "😀 emoji 😀😀", "answer is \\boxed{42} ... 3.5,6", "---5 +6.25 $7", "a/b-c", "a" * 30,
]
cases = []
for p in patterns:
    c = re.compile(p)
    cases.append({"pattern": p, "findall": [[list(m) if isinstance(m, tuple) else [m] for m in c.findall(t)] for t in texts], "sub": [c.sub("", t) for t in texts]})
refused = [r"(", r"[a", r"a**", r"(?P<a>x)(?P<a>y)", r"\q", r"(?P=nope)", r"*a", r"a\\"[:-1], r"x(?i)y", r"[\Z]"]
for p in refused:
    try:
        re.compile(p)
        raise SystemExit("not refused: " + p)
    except re.error:
        pass
write("python/regex.json", {"texts": texts, "cases": cases, "refused": refused})

# str methods, on every code point that Java knows too (Unicode 13).
strings = [
    "", "he", "The man", "ÉCOLE d'été", "ßtraße", "ΑΣ ΣΑΣ", "ǆabc", "ŉx", "1st PLACE", "  x\t\n\u00a0\u2003\x1f", "a,b,,c,", "x####y####z", "don't stop-me now", "I I", "İstanbul", "ﬁne", "😀X", "a\nb\r\nc\x0bd\u2028e",
]
write("python/text.json", [
    {"text": s, "capitalize": s.capitalize(), "title": s.title(), "lower": s.lower(), "upper": s.upper(), "strip": s.strip(), "lstrip": s.lstrip(), "rstrip": s.rstrip(), "strip_chars": s.strip("xa #,"),
     "split": s.split(), "split_comma": s.split(","), "split_hash_1": s.split("####", 1), "rsplit_hash_1": s.rsplit("####", 1), "splitlines": s.splitlines(), "len": len(s), "repr": repr(s)}
    for s in strings])

values = [
    None, True, False, 0, -5, 12345678901, 0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.5e-7, 2.5e300, 3.14159,
    [], ["a", "b'c", 'd"e', "f'\"g"], ["x\ny\t\\z\r", "\u00a0\u200b\ue000é😀\x00\x7f"], [1, [2.5, None]], {"a": [True], "b": {"c": "d"}}, {},
]
write("python/repr.json", [{"value": v, "repr": repr(v), "str": str(v)} for v in values])
assert all(ast.literal_eval(repr(v)) == v for v in values)
write("python/literal.json", [{"text": t, "value": ast.literal_eval(t)} for t in (
    "['a', 'b']", '["it\'s", \'"q"\']', "[ 1 , -2, 3.5 ,]", "('a', 'b')", "{'a': 1, \"b\": [None, True]}", "'a' 'b'", r"'\n\t\\\'\x41\u00e9\U0001F600\101'", "[]", "5", "['', 'é']", "[[1], [2]]", "[1e3]")])

# Templates, as lm-evaluation-harness and as transformers render them.
task = jinja2.Environment(loader=jinja2.BaseLoader(), undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
task.filters["regex_replace"] = lambda string, pattern, repl, count=0: re.sub(pattern, repl, string, count=count)


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


chat = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
chat.filters["tojson"] = lambda x: json.dumps(x, ensure_ascii=False)
chat.globals["raise_exception"] = raise_exception
doc = {
    "question": "Why {{not}} {% this %}?\r\n", "answer": "Because.\n#### 42 ", "answerKey": " B", "choices": {"text": ["one", "it's", 'say "x"'], "label": ["A", "B", "C"]},
    "n": 3, "f": 0.5, "big": 1e20, "yes": True, "nothing": None, "items": ["x", "y", "z"], "blank": "", "word": "élan VITAL", "is_fewshot": True, "nested": [{"a": 1}, {"a": 2}], "test_list": ["assert 1", "assert 2"], "spaces": "  two  words \n",
}
templates = [
    "{{question}}", "Question: {{question}}\nAnswer:", "{{answer.split('####')[-1].strip() if answer is defined else target}}", "{{answer.split('####')[-1].strip() if nope is defined else answer}}", "{{choices.label.index(answerKey.lstrip())}}", "{{choices.text}}",
    "{{choices['text'][1]}}", "{{ choices.text[-1] }}", "{% if is_fewshot is defined %}{{n}}\n[DONE]{% else %}{{f}}{% endif %}", "{% if nope is defined %}a{% else %}b{% endif %}", "{{test_list[0]}}\n{{test_list[1]}}\n", "{{n}} {{f}} {{big}} {{yes}} {{nothing}} {{items}} {{choices}}",
    "{{ n + 1 }} {{ n * 2 }} {{ n - 5 }} {{ n % 2 }} {{ n // 2 }} {{ n / 2 }} {{ f + f }} {{ n ** 2 }}", "{{ 'a' + 'b' ~ n }}", "{{ items | join(', ') }}", "{{ items|length }} {{ word|length }} {{ choices|length }}", "{{ word|lower }} {{ word|upper }} {{ word|capitalize }} {{ word|title }}",
    "{{ spaces|trim }}|{{ spaces.strip() }}|{{ spaces.rstrip() }}|{{ spaces.split() }}", "{% for x in items %}{{ loop.index }}. {{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", "{% for x in items -%}\n  {{ x }}\n{%- endfor %}|", "{% for k, v in choices.items() %}{{k}}={{v}};{% endfor %}", "{% for k in choices %}{{k}} {% endfor %}",
    "{% set x = n + 1 %}{{ x }}", "{% set letters = ['A', 'B'] %}{{ letters[0] }}{{ letters }}", "{{ ['A','B','C'].index('C') }}", "{{ [question, n] }}", "{{ {'a': n} }}", "{{ word.replace('V', 'W').lower() }}", "{{ word[0] }}{{ word[-1] }}{{ word[1:3] }}{{ word[:-2] }}", "{{ items[1:] }}{{ items[:-1] }}",
    "{{ 'x' in items }} {{ 'q' not in items }} {{ 'lan' in word }}", "{{ n > 2 and n < 5 }} {{ not yes }} {{ n == 3 }} {{ n != 3 or f >= 0.5 }}", "{{ 'yes' if yes else 'no' }}", "{{ 'yes' if blank else 'no' }}", "{{ nothing is none }} {{ n is none }}", "{{ nested | map(attribute='a') | list }}", "{{ items | first }}{{ items | last }}",
    "{{ answer | regex_replace('#+ *', '= ') }}", "{{ answer | replace('\\n', ' ') }}", "{{ 'a\\nb' }}", "{{ \"it's\" }}", "{{ '' }}", "{# note #}x{# {{ nope }} #}y", "{% raw %}{{ n }}{% endraw %}", "{%- if yes -%}\n  a\n{%- endif -%}\n b", "  {% if yes %}\n  a\n  {% endif %}\n", "{{ n }}\n", "{{ n }}\n\n", "a\r\nb{{ n }}\r", "{{ (n | string) + '!' }}", "{{ n | string + '!' }}", "{{ '%s-%d' | format('a', 3) }}",
    "{{ items | reverse | list }}", "{{ [3,1,2] | sort }}", "{{ n | float }} {{ '7' | int + 1 }}", "{{ nope | default('d') }}", "{{ choices.nope | default('d') }}", "{{ word.upper().lower().title() }}", "{{ 'a,b'.split(',') | join('+') }}", "{{ ', '.join(items) }}", "{% for i in range(3) %}{{ i }}{% endfor %}", "{% for i in range(3) %}{{ choices.label[i] }}. {{ choices.text[i] }}\n{% endfor %}",
    "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(n) }}", "{{ answer.startswith('Be') }} {{ answer.find('#') }} {{ answer.count('#') }}", "{{ '{{' }}{{ n }}{{ '}}' }}", "{ {n} } {n} %} }}", "{{ items[n - 1] }}", "{{ 'A' ~ loop }}"[:10] + " }}", "{{ true }} {{ True }} {{ false }} {{ none }} {{ None }}", "{{ 1.0 }} {{ 10 / 4 }} {{ 7 // 2 }}", "{{ '\"' }}{{ \"'\" }}", "{{ word | e }}", "{% if n == 3 %}a{% elif n == 4 %}b{% else %}c{% endif %}",
    "{{ -n }} {{ 'abc'|list }}", "{% for x in items | reverse %}{{ x }}{% endfor %}", "{{ blank | default('d', true) }}", "{{ 'a' < 'b' }}", "{{ [1,2] + [3] }}", "{{ choices.get('text')[0] }} {{ choices.get('nope', 'z') }}", "{{ question[:3] | upper }}",
    # these fail
    "{{ nope }}", "{{ choices.nope }}", "{{ 'a' + nope }}", "{% for x in nope %}{% endfor %}", "{% if nope %}{% endif %}", "{{ nope.x }}", "{{ items[9] }}", "{{ word.nope() }}", "{{ items.index('q') }}", "{{ 'x' ~ nope }}", "{{ nope | upper }}", "{{ nope == 1 }}",
    # these cannot be parsed
    "{{ n", "{% if n %}", "{{ n n }}", "{% nope %}", "{{ n | nope }}", "{% endif %}",
]


def render(env, template, variables):
    try:
        return {"text": env.from_string(template).render(**variables)}
    except Exception as e:
        return {"error": type(e).__name__ + ": " + str(e)}


write("jinja/task-templates.json", {"doc": doc, "cases": [{"template": t, **render(task, t, doc)} for t in templates]})

conversations = {
    "one": [{"role": "user", "content": " Hi {{ there }} \n"}],
    "system": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}],
    "turns": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}, {"role": "user", "content": "2+2?"}],
    "prefix": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "Here:\n```python\n"}],
    "odd": [{"role": "assistant", "content": "Hello"}],
}
chats = {
    "header": "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}<|begin_header|>user<|end_header|>\n\n{{ message['content'] | trim }}<|end_turn|>{% elif message['role'] == 'system' %}<|begin_header|>system<|end_header|>\n\n{{ message['content'] | trim }}<|end_turn|>{% elif message['role'] == 'assistant' %}<|begin_header|>Huginn<|end_header|>\n\n{{ message['content'] | trim }}<|end_turn|>{% endif %}{% if loop.last and add_generation_prompt %}<|begin_header|>Huginn<|end_header|>\n\n{% endif %}{% endfor %}",
    "chatml": "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
    "headers3": "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}",
    "alternating": "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}",
    "blocks": "{%- set ns = namespace(found=false) -%}\n{%- if messages[0]['role'] == 'system' %}\n    {%- set system_message = messages[0]['content'] %}\n    {%- set loop_messages = messages[1:] %}\n{%- else %}\n    {%- set loop_messages = messages %}\n{%- endif %}\n{{- bos_token }}\n{% for message in loop_messages %}\n    {% if message.role == 'user' %}\n        {%- if loop.last and system_message is defined %}\n            {{- '[INST] ' + system_message + '\\n\\n' + message.content + ' [/INST]' }}\n        {%- else %}\n            {{- '[INST] ' + message['content'] + ' [/INST]' }}\n        {%- endif %}\n        {%- set ns.found = true %}\n    {% else %}\n  {{ message['content'] + eos_token }}\n    {% endif %}\n{% endfor %}\n{% if ns.found %}\nfound\n{% endif %}\n",
    "json": "{{ messages | tojson }}",
    "lenient": "{{ tools }}{% if tools %}T{% endif %}{% if tools is defined %}D{% endif %}{% for t in tools %}{{ t }}{% endfor %}{% if not add_default_system is defined %}{% set add_default_system = true %}{% endif %}{{ add_default_system }}\n",
}
write("jinja/chat-templates.json", {"conversations": conversations, "templates": chats, "cases": [
    {"template": t, "conversation": c, "prompt": p, **render(chat, chats[t], {"messages": m, "add_generation_prompt": p, "bos_token": "<s>", "eos_token": "</s>"})}
    for t in chats for c, m in conversations.items() for p in (True, False)]})
