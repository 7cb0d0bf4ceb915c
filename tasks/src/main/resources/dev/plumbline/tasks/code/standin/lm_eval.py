"""The part of lm-evaluation-harness that task files import, for a Python that does not have the package."""

import logging
import re
import sys
import types
from dataclasses import dataclass, field


def _missing(module):
    def get(name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError("the stand-in for %s has no %s: pip install lm_eval" % (module, name))

    return get


def _module(name, **content):
    module = types.ModuleType("lm_eval." + name)
    module.__path__ = []
    module.__getattr__ = _missing(module.__name__)
    module.__dict__.update(content)
    sys.modules[module.__name__] = module
    parent, _, child = module.__name__.rpartition(".")
    setattr(sys.modules[parent], child, module)
    return module


# What is registered is found by the tag !function here, so a name needs no table.
def _registering(*_, **__):
    return lambda registered: registered


def mean(arr):
    return sum(arr) / len(arr)


def metric_max_over_ground_truths(metric_fn, prediction, ground_truths):
    return max(metric_fn(prediction, truth) for truth in ground_truths)


def weighted_f1_score(items):
    from sklearn.metrics import f1_score

    golds, predictions = zip(*items)
    return f1_score(golds, predictions, average="weighted")


def general_detokenize(string):
    for spaced, plain in ((" n't", "n't"), (" )", ")"), ("( ", "("), ('" ', '"'), (' "', '"')):
        string = string.replace(spaced, plain)
    return re.sub(" (['.,])", r"\1", string)


@dataclass
class Instance:
    request_type: str
    doc: dict
    arguments: tuple
    idx: int
    metadata: tuple = (None, None, None)
    resps: list = field(default_factory=list)
    filtered_resps: dict = field(default_factory=dict)

    @property
    def args(self):
        return self.arguments if isinstance(self.arguments, tuple) else (self.arguments,)


class Filter:
    def __init__(self, **_):
        pass

    def apply(self, resps, docs):
        return resps


class RegexFilter(Filter):
    def __init__(self, regex_pattern=r"#### (\-?[0-9\.\,]+)", group_select=0, fallback="[invalid]"):
        self.regex_pattern, self.regex = regex_pattern, re.compile(regex_pattern)
        self.group_select, self.fallback = group_select, fallback

    def _found(self, text):
        matches = self.regex.findall(text if isinstance(text, str) else "")
        if not matches:
            return self.fallback
        match = matches[self.group_select]
        if isinstance(match, tuple):
            match = next((group for group in match if group), self.fallback)
        return match.strip()

    def apply(self, resps, docs):
        return [[self._found(text) for text in texts] for texts in resps]


_registers = ("filter", "metric", "aggregation", "model", "task", "group", "higher_is_better")
_module("api")
_module("api.registry", **{"register_" + what: _registering for what in _registers})
_module("api.filter", Filter=Filter)
_module("api.instance", Instance=Instance)
_module("api.metrics", mean=mean, metric_max_over_ground_truths=metric_max_over_ground_truths)
_module("filters")
_module("filters.extraction", Filter=Filter, RegexFilter=RegexFilter)
_module(
    "utils",
    logging=logging,
    eval_logger=logging.getLogger("lm-eval"),
    weighted_f1_score=weighted_f1_score,
    general_detokenize=general_detokenize,
)
# Task files of lm-evaluation-harness's own folder import one another by this name.
_mark = "/lm_eval/tasks"
_tasks = _module("tasks")
if (TASK_ROOT + "/").find(_mark + "/") >= 0:
    _tasks.__path__ = [TASK_ROOT[: (TASK_ROOT + "/").index(_mark + "/") + len(_mark)]]
    del _tasks.__getattr__
__getattr__ = _missing("lm_eval")
