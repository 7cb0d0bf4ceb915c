"""Writes templates and what Jinja2 makes of them.

    python jinja_templates.py ../resources/dev/plumbline/tasks/jinja/templates.jsonl.gz

Each line has a template, the environment (task: lm-evaluation-harness's, chat: transformers'), and the text or that Jinja2 refuses.
Values stand in the first line. Most templates are drawn from the grammar. Made with Jinja2 3.1.6, transformers 4.53.3, CPython 3.11.
"""
import gzip
import json
import random
import re
import sys

from lm_eval.utils import env as task_environment
from transformers.utils.chat_template_utils import _compile_jinja_template

VALUES = {
    "x": 3, "y": -5, "f": 2.5, "t": True, "n": None, "s": "False", "e": "", "l": ["b", "a", "C", "a"], "d": {"k": "v", "n": 1, "items": "own"},
    "rows": [{"a": 2, "b": "x"}, {"a": 1, "b": "Y"}, {"a": 2, "b": "z"}], "w": "don't stop 🙂 now\n  <b>two</b>\tlines ", "num": "12", "big": 123456789012345678901234567890,
    "tiny": 1e-07, "nums": [3, 1.5, 2], "nested": [[1, 2], [3, [4]]], "empty": [], "nothing": {}, "zero": 0, "half": 0.5, "neg": -0.0,
    "m": [{"role": "system", "content": "be"}, {"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}], "q": "Ünïcode ß ǆ", "choices": {"text": ["one", "two"], "label": ["A", "B"]},
}

HAND = r"""
{{ -5 % 3 }}|{{ 5 % -3 }}|{{ -5 // 3 }}|{{ 5.5 % 2 }}|{{ -5.5 // 2 }}|{{ 7 / 2 }}|{{ 6 / 2 }}|{{ 2 ** 10 }}|{{ 2 ** -1 }}|{{ -2 ** 2 }}|{{ 2 ** 3 ** 2 }}
{{ "1" * 3 }}|{{ 3 * "ab" }}|{{ "-" * 5 }}|{{ [1] * 2 }}|{{ (1, 2) * 2 }}|{{ "a" * -1 }}
{{ "%.1f" % 2.25 }}|{{ "%5.2f|%-6s|%06d" % (3.14159, "ab", -42) }}|{{ "%s and %s" % ("a", [1, "b"]) }}|{{ "%(a)s" % {"a": 1} }}|{{ "%x %X %o %e %g" % (255, 255, 8, 12345.678, 0.0001) }}|{{ "%%" % () }}|{{ "%r" % "it's" }}|{{ "%c" % "x" }}|{{ "%+d % d" % (5, 5) }}
{{ "{} {}".format(1, "b") }}|{{ "{0}{1}{0}".format("a", "b") }}|{{ "{x:>5}|{y:<5}|{z:^5}".format(x=1, y="a", z="b") }}|{{ "{:.2f} {:05d} {:,} {:e} {:%} {:x} {:#x} {:+}".format(3.14159, 42, 1234567, 12345.678, 0.25, 255, 255, 7) }}|{{ "{{}}".format() }}|{{ "{a[0]} {b[k]}".format(a=[1], b={"k": 2}) }}|{{ "{!r:>8}".format("a") }}
{{ "{:10}|{:>10}|{:*^10}|{:.2}".format("abc", "abc", "abc", "abc") }}|{{ "{:g} {:g} {:g}".format(1e10, 1.5, 100000.0) }}|{{ "{:.3}|{:.3}".format(3.14159, 1234567.0) }}
{{ w[0] }}|{{ w[-1] }}|{{ w[11] }}|{{ w[::-1] }}|{{ w[2:-3:2] }}|{{ w[10:13] }}|{{ l[::-1] }}|{{ l[1:] }}|{{ l[-2:] }}|{{ l[5:] }}|{{ w[-100:3] }}|{{ (1, 2, 3)[1:] }}
{{ w | length }}|{{ l | length }}|{{ d | length }}|{{ "🙂" | length }}
{% for i in "abc" %}{{ i }}-{% endfor %}{% for c in "🙂é" %}[{{ c }}]{% endfor %}
{% for i in empty %}x{% else %}none{% endfor %}{% for i in l if i == "a" %}{{ loop.index }}/{{ loop.length }}{{ i }}{% else %}no{% endfor %}{% for i in l if i == "zz" %}x{% else %}no{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}
{% for k, v in d | items %}{{ k }}={{ v }};{% endfor %}{% for k in d %}{{ k }},{% endfor %}{% for k, v in d | dictsort %}{{ k }}={{ v }};{% endfor %}
{% for r in rows %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.cycle("o", "e") }}{{ loop.depth }}{% if loop.previtem is defined %}{{ loop.previtem.a }}{% endif %}{% if loop.nextitem is defined %}{{ loop.nextitem.b }}{% endif %}{{ loop.changed(r.a) }}|{% endfor %}
{% for i in nested recursive %}{% if i is iterable %}[{{ loop(i) }}]{% else %}{{ i }}@{{ loop.depth }}{% endif %}{% endfor %}
{% set a = 1 %}{% for i in l %}{% set a = i %}{% endfor %}{{ a }}|{% set ns = namespace(v=0) %}{% for i in nums %}{% set ns.v = ns.v + i %}{% endfor %}{{ ns.v }}|{% if t %}{% set a = 5 %}{% endif %}{{ a }}
{% set a, b = 1, "z" %}{{ a }}{{ b }}{% set (c, d2) = [3, 4] %}{{ c }}{{ d2 }}
{% set text %}Hello {{ x }}{% endset %}[{{ text }}]{% set up | upper | replace("L", "1") %}hello{% endset %}{{ up }}
{% filter upper %}a{{ s }}b{% endfilter %}|{% filter replace("a", "b") | trim %}  aaa {% endfilter %}|
{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{% with %}{% set z9 = 1 %}{{ z9 }}{% endwith %}|
{% macro m1(a, b=2, c=a) %}<{{ a }},{{ b }}>{% endmacro %}{{ m1(1) }}{{ m1(1, b=3) }}{{ m1("q", "r") }}
{% macro m2() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m2(1, 2, k="v") }}
{% macro m3(t2) %}[{{ caller(t2) }}]{% endmacro %}{% call(u) m3("hi") %}<{{ u }}>{% endcall %}{% call m3("z") %}plain{% endcall %}
{% macro m4(a) %}{{ a }}{% endmacro %}{{ m4() }}
{% macro m4(a) %}{{ a is defined }}{% endmacro %}{{ m4() }}{{ m4.name }}{{ m4.arguments }}
{% macro outer(n) %}{% if n > 0 %}{{ n }}{{ outer(n - 1) }}{% endif %}{% endmacro %}{{ outer(3) }}
{{ 'Q' if e }}|{{ 'Q' if e else 'R' }}|{{ 'a' if x > 2 else 'b' if x > 1 else 'c' }}
{{ x if t }}{{ ' and' if n else '' }}
{{ not t == 1 }}|{{ not x is defined }}|{{ not (x in [3]) }}|{{ x not in [3] }}|{{ not not x }}|{{ 1 < 2 < 3 }}|{{ 1 < 3 < 2 }}|{{ 3 > 2 > 1 == 1 }}
{{ x and e }}|{{ e or "d" }}|{{ n or zero or "z" }}|{{ x and l }}|{{ e and boom }}|{{ t or boom }}
{{ 1 == 1.0 }}|{{ t == 1 }}|{{ "1" == 1 }}|{{ n == none }}|{{ [1] == [1.0] }}|{{ (1,) == [1] }}|{{ {"a": 1} == {"a": 1.0} }}|{{ 0 == false }}|{{ "" == none }}
{{ "a" in "abc" }}|{{ "z" in "abc" }}|{{ "" in "abc" }}|{{ "k" in d }}|{{ 1 in [1.0] }}|{{ 3 in range(5) }}
{{ n }}|{{ t }}|{{ none }}|{{ true }}|{{ False }}|{{ [none, true, "a'b", 1.0] }}|{{ {"a": none} }}|{{ (1,) }}|{{ () }}|{{ [] }}|{{ {} }}|{{ (1, "x") }}
{{ 1.0 }}|{{ 1e16 }}|{{ 1e15 }}|{{ 0.1 + 0.2 }}|{{ 1e-5 }}|{{ tiny }}|{{ big }}|{{ big + 1 }}|{{ big * big }}|{{ 1_000 }}|{{ 0x1f }}|{{ 0b101 }}|{{ 0o17 }}|{{ neg }}|{{ 100000000000000000000.0 }}
{{ "a" ~ 1 ~ none ~ 1.5 ~ [1] }}|{{ x ~ "b" }}
{{ t | int }}|{{ "12" | int }}|{{ "x" | int }}|{{ "x" | int(-1) }}|{{ "1.9" | int }}|{{ 2.9 | int }}|{{ "0x1f" | int(base=16) }}|{{ " 7 " | int }}|{{ none | int }}|{{ "1_000" | int }}
{{ "1.5" | float }}|{{ "x" | float }}|{{ x | float }}|{{ "inf" | float }}|{{ "1e3" | float }}|{{ "abc" | float(2.0) }}
{{ 2.5 | round }}|{{ 3.5 | round }}|{{ 2.675 | round(2) }}|{{ 1234.5 | round(-2) }}|{{ 2.4 | round(method="ceil") }}|{{ 2.6 | round(0, "floor") }}|{{ 3 | round }}|{{ 2.55 | round(1, "ceil") }}
{{ y | abs }}|{{ -2.5 | abs }}|{{ (y | abs) + 1 }}
{{ l | sort }}|{{ l | sort(reverse=true) }}|{{ l | sort(case_sensitive=true) }}|{{ rows | sort(attribute="a") | map(attribute="b") | join(",") }}|{{ rows | sort(attribute="a,b") | map(attribute="b") | join }}|{{ nums | sort }}
{{ l | unique | list }}|{{ l | join("-") }}|{{ rows | join(",", attribute="b") }}|{{ l | first }}|{{ l | last }}|{{ l | reverse | list }}|{{ "abc" | reverse }}|{{ nums | sum }}|{{ rows | sum(attribute="a") }}|{{ rows | sum("a", 10) }}
{{ l | min }}|{{ l | max }}|{{ rows | max(attribute="a") }}|{{ nums | max }}|{{ empty | max }}|{{ empty | first }}
{{ l | map("upper") | list }}|{{ rows | map(attribute="a") | list }}|{{ rows | map(attribute="zz", default="-") | list }}|{{ l | map("replace", "a", "Z") | join }}
{{ l | select("equalto", "a") | list }}|{{ l | reject("in", ["a"]) | list }}|{{ rows | selectattr("a", "equalto", 2) | list | length }}|{{ rows | rejectattr("a", "gt", 1) | list }}|{{ nums | select("odd") | list }}|{{ [0, 1, "", "a"] | select | list }}|{{ rows | selectattr("b") | list | length }}
{% for g in rows | groupby("a") %}{{ g.grouper }}:{{ g.list | length }};{% endfor %}{% for k, v in rows | groupby("a") %}{{ k }}{{ v | map(attribute="b") | join }}{% endfor %}
{% for b in [1, 2, 3, 4, 5] | batch(2, "-") %}{{ b }}{% endfor %}|{% for s2 in [1, 2, 3, 4, 5] | slice(2) %}{{ s2 }}{% endfor %}|{% for s2 in [1, 2, 3, 4, 5] | slice(3, "x") %}{{ s2 }}{% endfor %}
{{ w | title }}|{{ q | title }}|{{ q | upper }}|{{ q | lower }}|{{ q | capitalize }}|{{ "hello wORLD" | capitalize }}|{{ w | trim }}|{{ "xxaxx" | trim("x") }}
{{ w | wordcount }}|{{ w | truncate(9) }}|{{ w | truncate(9, true) }}|{{ w | truncate(12, false, "…", 0) }}|{{ "short" | truncate(3) }}
{{ "a\nb\n\nc" | indent }}|{{ "a\nb" | indent(2, true) }}|{{ "a\n\nb" | indent(2, blank=true) }}|{{ "a\nb" | indent(">>") }}
{{ "aaa" | replace("a", "b", 2) }}|{{ "abc" | replace("", "-") }}|{{ 112 | replace(1, 3) }}
{{ undefinedthing | default("d") }}|{{ e | default("d") }}|{{ e | default("d", true) }}|{{ n | d("x") }}|{{ d.zz | default(1) }}
{{ "%s-%s" | format("a", 1) }}|{{ "%(x)s" | format(x=2) }}|{{ "a" | center(5) }}|{{ "ab" | center(5) }}|
{{ l | list }}|{{ "abc" | list }}|{{ d | list }}|{{ range(3) | list }}|{{ range(3) }}|{{ range(1, 10, 3) | list }}|{{ range(5, 0, -2) | list }}
{{ d.k }}|{{ d["k"] }}|{{ d.items is defined }}|{{ d["items"] }}|{{ d.get("k") }}|{{ d.get("zz") }}|{{ d.get("zz", 7) }}|{{ d.keys() | list }}|{{ d.values() | list }}|{{ d.keys() }}|{{ d.items() | list }}|{{ rows.0.a }}|{{ rows[0]["b"] }}
{{ x is defined }}|{{ zz is defined }}|{{ zz is undefined }}|{{ n is none }}|{{ x is number }}|{{ t is number }}|{{ t is integer }}|{{ x is integer }}|{{ f is float }}|{{ s is string }}|{{ d is mapping }}|{{ l is sequence }}|{{ l is iterable }}|{{ 3 is odd }}|{{ 4 is even }}|{{ 9 is divisibleby 3 }}|{{ x is sameas 3 is defined }}
{{ t is true }}|{{ t is boolean }}|{{ 1 is true }}|{{ "abc" is lower }}|{{ "ABC" is upper }}|{{ "a" is in ["a"] }}|{{ 3 is eq 3 }}|{{ 3 is gt(2) }}|{{ x is not none }}|{{ range is callable }}|{{ "upper" is filter }}|{{ "odd" is test }}|{{ n is sameas none }}
{{ "a,b,c".split(",") }}|{{ " a  b ".split() }}|{{ "a,b,c".split(",", 1) }}|{{ "a,b,c".rsplit(",", 1) }}|{{ "a b c d".split(None, 2) }}|{{ "a\nb\r\nc".splitlines() }}|{{ "a\nb".splitlines(true) }}
{{ "abc".startswith("a") }}|{{ "abc".startswith(("x", "a")) }}|{{ "abc".endswith("c") }}|{{ "abcabc".find("c") }}|{{ "abcabc".rfind("c") }}|{{ "abcabc".index("b") }}|{{ "abc".find("z") }}|{{ "abcabc".count("bc") }}|{{ "🙂a".find("a") }}
{{ "  x ".strip() }}|{{ "xxaxx".strip("x") }}|{{ "  x ".lstrip() }}|{{ "  x ".rstrip() }}|{{ "Abc".upper() }}|{{ "Abc".lower() }}|{{ "abc def".title() }}|{{ "abc".capitalize() }}|{{ "aBc".swapcase() }}|{{ "a".join(["x", "y"]) }}|{{ "abc".replace("b", "") }}|{{ "a-b-c".replace("-", "+", 1) }}|{{ "x".zfill(3) }}|{{ "-5".zfill(4) }}|{{ "ab".ljust(4) }}|{{ "ab".rjust(4, "*") }}|{{ "ab".center(5, "*") }}
{{ "12".isdigit() }}|{{ "1a".isdigit() }}|{{ "ab".isalpha() }}|{{ "a1".isalnum() }}|{{ " ".isspace() }}|{{ "ab".islower() }}|{{ "AB".isupper() }}|{{ "Ab Cd".istitle() }}|{{ "".isdigit() }}|{{ "12".isdecimal() }}|{{ "é".isascii() }}|{{ "a.b.c".partition(".") }}|{{ "a.b.c".rpartition(".") }}|{{ "prefix-x".removeprefix("prefix-") }}|{{ "x.txt".removesuffix(".txt") }}
{{ l.index("C") }}|{{ l.count("a") }}|{{ [1, 2].copy() }}|{{ {"a": 1}.copy() }}
{% set z = [1] %}{{ z.append(2) }}{{ z }}
{% set z = {"a": 1} %}{{ z.update({"b": 2}) }}{{ z }}
{% raw %}{{ not rendered }} {% if %}{% endraw %}|{#- comment -#}  x {# c #}
  {% if t %}
    yes
  {% endif %}
end
{%- if t -%}   tight   {%- endif -%}   after
{%+ if t %}plus{% endif %}
{% if t %}
line{% endif +%}
next
a {{- x -}} b {{ x -}}   c {{- x }}
{{ "a" "b" 'c' }}|{{ 'it\'s' }}|{{ "tab\tnl\\n\x41\u00e9\101" }}|{{ "\d" }}
{{ {"a": [1, {"b": 2}]}.a[1].b }}|{{ [[1, 2], [3]][0][1] }}|{{ (1, 2)[0] }}|{{ {1: "a"}[1] }}|{{ {1: "a"}[1.0] }}|{{ {"a": 1, "a": 2} }}
{{ x.real }}
{{ zz }}
{{ zz.a }}
{{ d.zz }}|
{{ d.zz.y }}
{{ l[10] }}|
{{ x + "a" }}
{{ "a" + 1 }}
{{ none + 1 }}
{{ 1 / 0 }}
{{ 5 in 5 }}
{{ 5 | length }}
{{ x() }}
{{ "a" < 1 }}
{{ l < 3 }}
{% for a, b in [1] %}{% endfor %}
{{ nosuch | upper }}
{{ x | nosuchfilter }}
{{ x is nosuchtest }}
{% nosuchtag %}
{{ x
{% if x %}
{% endif %}
{{ }}
{{ 1 + }}
{{ (1 }}
{% for x in %}{% endfor %}
{% set 1 = 2 %}
{% set true = 2 %}
{{ x y }}
{{ "abc }}
{% break %}
{% for i in l %}{% if i == "C" %}{% break %}{% endif %}{% if i == "a" %}{% continue %}{% endif %}{{ i }}{% endfor %}
{% generation %}a{{ x }}{% endgeneration %}|
{% generation %}{% set gg = 1 %}{{ gg }}{% endgeneration %}{{ gg }}|
{{ raise_exception("no") }}
{% if m[0].role == "system" %}{{ m[0]["content"] }}{% set loop_m = m[1:] %}{% else %}{% set loop_m = m %}{% endif %}{% for g in loop_m %}{{ g.role + ": " + g.content | trim }};{% endfor %}
{{ m | tojson }}|{{ w | tojson }}|{{ q | tojson }}|{{ d | tojson(indent=2) }}|{{ nested | tojson }}|{{ f | tojson }}|{{ empty | tojson(indent=2) }}
{{ d | tojson(sort_keys=true, separators=(",", ":")) }}|{{ q | tojson(ensure_ascii=true) }}
{{ "<a>" | e }}|{{ "<a>" | safe }}|{{ ("<a>" | e) + "<b>" }}|{{ "<b>" + ("<a>" | safe) }}|{{ "<b>" ~ ("<a>" | e) }}|{{ d | tojson | safe }}
{{ w | regex_replace("[aeiou]", "*") }}|{{ "a1b22" | regex_replace("(\\d+)", "<\\1>") }}|{{ "aaa" | regex_replace("a", "b", 2) }}
{{ dict(a=1, b=2) }}|{{ dict({"a": 1}, b=3) }}|{{ dict([("x", 1)]) }}|{{ namespace(a=1).a }}|{% set j = joiner("|") %}{{ j() }}a{{ j() }}b{{ j() }}c
{{ choices.text | length }}|{{ choices.text[0] }}|{{ choices.label.index("B") }}|{% for c in choices.text %}{{ choices.label[loop.index0] }}. {{ c }}{{ "\n" if not loop.last }}{% endfor %}
{{ ["A", "B"].index("B") }}|{{ ["A. ", "B. "][x - 3] }}|{{ range(4) | map("string") | join(" ") }}
{{ l | map("length") | list }}|{{ (l | map("upper")) }}
{% set it = l | map("upper") %}{{ it | join }}{{ it | join }}
{% print x, y %}|{% if x: %}colon{% endif %}
{{ x if x else (y if y else z) }}|{{ (x, y) | join("/") }}|{{ x, y }}
{{ "a" in ["a", "b"] and "b" not in ["a"] }}|{{ x > 1 and x < 5 or false }}|{{ (x > 1) + 1 }}|{{ true + true }}|{{ -t }}|{{ +t }}
{{ 10 // 3 * 3 + 10 % 3 }}|{{ 1 + 2 * 3 - 4 / 2 }}|{{ 2 * 3 ~ 4 + 5 }}|{{ 1 ~ 2 + 3 }}|{{ -x | abs }}|{{ x | float / 2 }}|{{ - 3 | string }}|{{ "a" ~ "b" | upper }}
{{ x.__class__ }}
{{ "".__class__.__mro__ }}
{{ ().__class__ }}
{{ self }}
{% include "x" %}
{% extends "x" %}
{% import "x" as y %}
{{ 5 | string | length }}|{{ none | string }}|{{ [1, 2] | string }}|{{ 1.0 | string }}
{{ ("a", 1) | last }}|{{ {"b": 1, "a": 2} | dictsort }}|{{ {"b": 1, "a": 2} | dictsort(by="value", reverse=true) }}|{{ {"B": 1, "a": 2} | dictsort(true) }}
{{ x | string ~ y }}|{{ x is string or y is number }}|{{ x is defined and y is defined }}|{{ not x is string }}|{{ x is divisibleby(3) and true }}
{{ l[x - 3] }}|{{ l[-x + 2] }}|{{ l[:x - 1] }}|{{ w[:5].upper() }}|{{ (w ~ s)[:3] }}|{{ l[1:][0] }}|{{ "abc"[1:2] * 2 }}
{{ loop }}
{% for i in [1, 2] %}{% for j in [3] %}{{ loop.index }}{{ i }}{{ j }}{% endfor %}{{ loop.index }}{% endfor %}
{% for i in range(3) %}{% set last = loop.last %}{% if not last %}{{ i }},{% else %}{{ i }}.{% endif %}{% endfor %}{{ last is defined }}
{{ [1, 2, 3] | map("string") | map("int") | sum }}|{{ "a" if "b" in "abc" else "c" }}|{{ ("b" in "abc") | string }}
""".strip("\n").split("\n")
# Lines with two blanks or a tag before them belong to the template before; those are few, so they are put together here.
BLOCKS = [
    "  {% if t %}\n    yes\n  {% endif %}\nend\n", "{% for i in l %}\n  - {{ i }}\n{% endfor %}\n", "a\n  {# c #}\nb\n", "{% if t %}\r\nx\r\n{% endif %}\r\n", "x\n\n", "\n", "", "{{ x }}\n",
    "{% for i in [1, 2] -%}\n  {{ i }}\n{%- endfor %}\n\n tail", "{%- set a = 1 -%}\n\n{{- a -}}\n\n", "  {%+ if t %}a{% endif %}", "{% if t %}\nline{% endif +%}\nnext", "{% raw %}\n a{% b %} \n{% endraw %}\nx",
    "  {%- raw -%}  {{ y }}  {%- endraw -%}  z", "{#+ keep #}\nq", "{# a -#}   b", "text {{ x }}  {% if t %} y {% endif %}  {# c #}  z\n", "\t{% set q1 = 2 %}\n{{ q1 }}", "{{ 'a\nb' }}", "{% set m9 %}\n  in\n{% endset %}[{{ m9 }}]",
]


def draw(r):
    names = list(VALUES) + ["zz"]
    constants = ["1", "0", "-2", "2.5", "'a'", '"b c"', "''", "true", "none", "[1, 2]", "{'k': 1}", "('a', 2)", "7", "'12'", "'A'"]
    filters = ["upper", "lower", "trim", "length", "string", "int", "float", "list", "first", "last", "join(',')", "sort", "reverse", "default('D')", "abs", "round(1)", "unique", "map('string')", "replace('a', 'b')", "title", "capitalize", "sum", "min", "max", "select", "reject('none')", "wordcount", "indent(2)", "truncate(7)", "center(9)", "items", "dictsort", "batch(2)", "tojson", "format(1)", "d('', true)", "count", "e"]
    tests = ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "iterable", "sequence", "true", "false", "lower", "upper", "odd", "even", "divisibleby(2)", "in ['a', 1]", "eq 3", "gt(1)", "callable", "sameas none"]
    methods = ["upper()", "lower()", "strip()", "split()", "split(',')", "title()", "items()", "keys()", "values()", "get('k')", "startswith('d')", "endswith('w')", "replace('o', '0')", "find('o')", "count('a')", "index('a')", "join(['x', 'y'])", "isdigit()", "format(1, 2)", "splitlines()", "rstrip()", "capitalize()", "zfill(6)", "k", "a", "n", "content", "0"]

    def expression(depth):
        if depth <= 0:
            return r.choice(names) if r.random() < 0.6 else r.choice(constants)
        kind = r.random()
        if kind < 0.22:
            return expression(depth - 1) + r.choice([" + ", " - ", " * ", " / ", " // ", " % ", " ~ ", " ** "]) + expression(0)
        if kind < 0.36:
            return expression(depth - 1) + r.choice([" == ", " != ", " < ", " <= ", " > ", " >= ", " in ", " not in "]) + expression(depth - 1)
        if kind < 0.46:
            return expression(depth - 1) + r.choice([" and ", " or "]) + expression(depth - 1)
        if kind < 0.52:
            return "not " + expression(depth - 1)
        if kind < 0.68:
            return expression(depth - 1) + " | " + r.choice(filters)
        if kind < 0.76:
            return expression(depth - 1) + r.choice([" is ", " is not "]) + r.choice(tests)
        if kind < 0.82:
            return expression(depth - 1) + " if " + expression(depth - 1) + (" else " + expression(depth - 1) if r.random() < 0.7 else "")
        if kind < 0.9:
            return r.choice(names) + "." + r.choice(methods)
        if kind < 0.95:
            return r.choice(names) + "[" + r.choice(["0", "-1", "1:", ":-1", "::2", "::-1", "'k'", "x", "1:3"]) + "]"
        return "(" + expression(depth - 1) + ")"

    def body(depth):
        kind = r.random()
        if depth <= 0 or kind < 0.5:
            return r.choice(["", " ", "\n", "- "]) + "{{ " + expression(r.randint(0, 3)) + " }}" + r.choice(["", "\n", "|"])
        sign = lambda: r.choice(["", "", "", "-", "+"])
        inside = "".join(body(depth - 1) for _ in range(r.randint(1, 2)))
        if kind < 0.65:
            other = "{%" + sign() + " else " + r.choice(["", "-"]) + "%}" + body(depth - 1) if r.random() < 0.5 else ""
            return "{%" + sign() + " if " + expression(2) + " %}" + inside + other + "{%" + sign() + " endif %}" + r.choice(["", "\n"])
        if kind < 0.85:
            return "{%" + sign() + " for i in " + r.choice(["l", "rows", "nums", "w", "d", "range(3)", "empty", "nested", "m"]) + (" if " + r.choice(["i", "i is string", "loop_x is undefined", "i != 'a'"]) if r.random() < 0.3 else "") + " %}" + inside + r.choice(["", "{{ loop.index }}", "{{ i }}", "{% if not loop.last %}, {% endif %}"]) + "{% endfor %}"
        if kind < 0.93:
            return "{%" + sign() + " set " + r.choice(["x", "v1", "l"]) + " = " + expression(2) + " %}" + inside
        return "{% filter " + r.choice(["upper", "trim", "replace('a', 'o')"]) + " %}" + inside + "{% endfilter %}"

    return "".join(body(2) for _ in range(r.randint(1, 3)))


def outcome(kind, template):
    try:
        text = (task_environment.from_string if kind == "task" else _compile_jinja_template)(template).render(**json.loads(json.dumps(VALUES)))
    except Exception:
        return {"refused": True}
    if re.search(r"0x[0-9a-f]{6,}|<(?:generator|built-in|bound|function|class|Macro|namespace|LoopContext)|Namespace", text):
        return {"refused": True}  # Places in memory are no prompt.
    return {"text": text}


def main():
    r = random.Random(20261126)
    templates = HAND + BLOCKS + [draw(r) for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 6000)]
    with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as out:
        out.write((json.dumps({"values": VALUES}) + "\n").encode())
        for template in dict.fromkeys(templates):
            for kind in ("task", "chat"):
                out.write((json.dumps({"environment": kind, "template": template, **outcome(kind, template)}) + "\n").encode())


if __name__ == "__main__":
    main()
