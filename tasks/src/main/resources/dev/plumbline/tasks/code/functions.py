"""Runs the Python functions of one task inside the sandbox, for as long as the task is measured.

Standard input: a line of JSON with the settings, then requests: a line of JSON each, followed by as many
lines as it says. Every answer is a line that begins with its request's own secret. Task code finds null
where it expects standard input and output; its prints go nowhere.
Docs: docs/code-execution.md.
"""

import importlib
import importlib.util
import json
import os
import random
import resource
import sys
import types

# Keys that no data has: Python values that JSON cannot tell apart.
TUPLE, PAIRS, NUMPY = "\0tuple", "\0pairs", "\0numpy"
PIP_NAMES = {
    "sklearn": "scikit-learn", "yaml": "PyYAML", "bs4": "beautifulsoup4", "rouge_score": "rouge-score",
    "math_verify": "math-verify", "bert_score": "bert-score", "antlr4": "antlr4-python3-runtime", "PIL": "pillow",
    "iso639": "iso639-lang", "kstar_planner": "kstar-planner", "tinyBenchmarks": "tinyBenchmarks",
}  # fmt: skip


class Refusal(Exception):
    """A value that has no place here; its text is for the user."""


class Task:
    """The task's folder and the modules that were imported from it."""

    def __init__(self, settings):
        self.root = settings["root"]
        self.modules = {}

    def function(self, place):
        """The function that a tag !function names, found as lm-evaluation-harness finds it."""
        module, _, name = place["name"].rpartition(".")
        file = os.path.realpath(os.path.join(place["folder"], module.replace(".", "/") + ".py"))
        loaded = self.modules.get(file) or self.load(file)
        if not hasattr(loaded, name):
            raise Refusal("%s has no %s" % (os.path.basename(file), name))
        return getattr(loaded, name)

    def load(self, file):
        name, mark = os.path.splitext(file)[0], "/lm_eval/tasks/"
        if mark in file:
            name = "lm_eval.tasks." + name[name.index(mark) + len(mark) :].replace("/", ".")
        spec = importlib.util.spec_from_file_location(name, file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.modules[file] = sys.modules[name] = module
        return module

    def holds(self, file):
        return file.startswith(self.root + "/")

    def files(self):
        """Of all modules that came from the task's folder."""
        loaded = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
        return sorted({os.path.realpath(file) for file in loaded if self.holds(os.path.realpath(file))})

    def told(self, error):
        """An exception in one line: where in the task's files, and what."""
        if isinstance(error, ModuleNotFoundError) and error.name:
            package = error.name.partition(".")[0]
            what = "needs the package %s, which this Python has not: pip install %s, or name a Python that has it by --python" % (
                error.name,
                PIP_NAMES.get(package, package),
            )
        elif isinstance(error, Refusal):
            what = str(error)
        else:
            text = " ".join(str(error).split())
            what = type(error).__name__ + (": " + text if text else "")
        place = ""
        step = error.__traceback__
        if isinstance(error, SyntaxError) and error.filename and self.holds(error.filename):
            place = "%s:%s: " % (os.path.relpath(error.filename, self.root), error.lineno)
            step = None
        while step is not None:
            code = step.tb_frame.f_code
            if self.holds(os.path.realpath(code.co_filename)):
                scope = "" if code.co_name == "<module>" else " in " + code.co_name
                place = "%s:%d%s: " % (os.path.relpath(code.co_filename, self.root), step.tb_lineno, scope)
            step = step.tb_next
        return (place + what)[:2000]


def encoded(value, where="the value"):
    """As JSON can say it, with what Python tells apart kept apart."""
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is list:
        return [encoded(item, where) for item in value]
    if isinstance(value, tuple):
        return {TUPLE: [encoded(item, where) for item in value]}
    if isinstance(value, dict):
        if all(type(key) is str for key in value):
            return {key: encoded(item, where + "['" + key + "']") for key, item in value.items()}
        return {PAIRS: [[encoded(key, where), encoded(item, where)] for key, item in value.items()]}
    if kind.__module__ == "numpy" and hasattr(value, "dtype"):
        if value.ndim == 0 and value.dtype.kind in "biufU":
            return {NUMPY: [value.dtype.str, value.item()]}
        if value.dtype.kind in "biufU":
            return {NUMPY: [value.dtype.str, value.tolist()]}
    for plain in (str, bool, int, float, list):
        if isinstance(value, plain):
            return encoded(plain(value), where)
    module = "" if kind.__module__ == "builtins" else kind.__module__ + "."
    raise Refusal("%s is of type %s%s, which is no plain value" % (where, module, kind.__qualname__))


def decoded(value):
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if isinstance(value, dict):
        if TUPLE in value:
            return tuple(decoded(item) for item in value[TUPLE])
        if PAIRS in value:
            return {decoded(key): decoded(item) for key, item in value[PAIRS]}
        if NUMPY in value:
            kind, content = value[NUMPY]
            if importlib.util.find_spec("numpy") is None:
                return content
            numpy = importlib.import_module("numpy")
            return numpy.array(content, dtype=kind) if isinstance(content, list) else numpy.dtype(kind).type(content)
        return {key: decoded(item) for key, item in value.items()}
    return value


def field(value, where):
    """A field of a document, as it is once it has been in a data set: numbers and lists alone."""
    if hasattr(value, "dtype"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [field(item, where) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {str(key): field(item, where + "." + key) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return encoded(value)
    raise Refusal("field '%s' is a %s, which is no text, number, list or mapping" % (where, type(value).__name__))


def each(task, request, rows, answer):
    """Calls functions on one row of arguments after the other; all see the same arguments."""
    functions = [task.function(place) for place in request["functions"]]
    for row in rows:
        arguments = decoded(json.loads(row))
        given = []
        for function in functions:
            try:
                given.append([encoded(function(*arguments, **request["keywords"]), "what it gives")])
            except BaseException as error:
                given.append(task.told(error))
        answer(given)


def measured(task, request, rows, answer):
    """Calls a metric on one answer after the other: by keywords, or with a pair where it takes none."""
    function, keywords = task.function(request["functions"][0]), request["keywords"]
    name = getattr(function, "__name__", "")

    def score(gold, result):
        try:
            return function(references=[gold], predictions=[result], **keywords)
        except TypeError:
            return function([gold, result])

    def best(golds, result):
        """Whether any of several right answers gets a score."""
        if name == "exact_match":
            return function(references=golds, predictions=[result] * len(golds), **keywords)[name] > 0
        scores = [score(gold, result) for gold in golds]
        return any(one[name] if isinstance(one, dict) else one for one in scores)

    for row in rows:
        gold, result = decoded(json.loads(row))
        try:
            given = float(best(gold, result)) if isinstance(gold, list) else score(gold, result)
            answer([[encoded(given, "what it gives")]])
        except BaseException as error:
            answer([task.told(error)])


def filtered(task, request, rows, answer):
    """Has a filter work on many answers at once; where that fails, on each by itself, to know which."""
    made = task.function(request["functions"][0])
    given = [decoded(json.loads(row)) for row in rows]

    def applied(pairs):
        apply = made(**request["keywords"]).apply if request["do"] == "filter_class" else made
        result = list(apply([value for value, _ in pairs], [doc for _, doc in pairs]))
        if len(result) != len(pairs):
            raise Refusal("gives %d answers to %d" % (len(result), len(pairs)))
        return [[encoded(item, "what the filter gives")] for item in result]

    try:
        results = applied(given)
    except Exception:
        results = []
        for pair in given:
            try:
                results += applied([pair])
            except BaseException as error:
                results.append(task.told(error))
    for result in results:
        answer(result)


def split(task, request, rows, answer):
    """Calls a function on a whole split."""
    function = task.function(request["functions"][0])
    datasets = importlib.import_module("datasets")
    docs = [json.loads(row) for row in rows]
    columns = list(dict.fromkeys(name for doc in docs for name in doc))
    data = datasets.Dataset.from_dict({name: [doc.get(name) for doc in docs] for name in columns})
    position = getattr(datasets, "position", lambda: None)
    try:
        result = function(data)
    except BaseException as error:
        at = position()
        answer({"error": task.told(error) + ("" if at is None else " (document %d)" % at)})
        return
    names = getattr(result, "column_names", None)
    if not isinstance(names, list) and not isinstance(result, list):
        raise Refusal("%s gives a %s, not a data set" % (request["functions"][0]["name"], type(result).__name__))
    answer({"columns": names})
    for number, doc in enumerate(result):
        if not isinstance(doc, dict):
            raise Refusal("document %d is a %s, not a mapping" % (number, type(doc).__name__))
        try:
            answer({str(name): field(value, str(name)) for name, value in doc.items()})
        except Refusal as refusal:
            raise Refusal("document %d: %s" % (number, refusal))


def stand_in(sources, root):
    """Modules in the place of packages that this Python does not have."""
    for name, source in sources.items():
        package = name.partition(".")[0]
        if importlib.util.find_spec(package) is None:
            module = types.ModuleType(package)
            module.__path__ = []
            module.__spec__ = importlib.util.spec_from_loader(package, None, is_package=True)
            module.TASK_ROOT = root
            sys.modules[package] = module
            exec(compile(source, "<stand-in for " + package + ">", "exec"), module.__dict__)


def limit(memory, address_space, file_size, processes):
    for what, value in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))


def main():
    # Taken before any task code runs, which then has none of the three.
    requests, channel, me = os.fdopen(os.dup(0), "rb"), os.dup(1), os.getpid()
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.write(channel, b"ready\n")
    settings = json.loads(requests.readline())
    sys.path[:] = [folder for folder in settings["path"] if folder]
    sys.argv = ["task"]
    limit(*settings["limits"])
    task = Task(settings)
    stand_in(settings["stand_ins"], task.root)
    # As lm-evaluation-harness seeds before it reads tasks.
    random.seed(0)
    if importlib.util.find_spec("numpy") is not None:
        importlib.import_module("numpy").random.seed(1234)
    work = {"each": each, "metric": measured, "split": split, "filter": filtered, "filter_class": filtered}
    # Kept from task code that puts its own in their place.
    write, dumps, getpid, leave = os.write, json.dumps, os.getpid, os._exit

    def serve(line):
        request = json.loads(line)
        secret = request["secret"].encode()

        def send(kind, value):
            # A child that task code forked is no second server.
            if getpid() != me:
                leave(1)
            data = memoryview(secret + kind + dumps(value).encode() + b"\n")
            while data:
                data = data[write(channel, data) :]

        rows = (requests.readline() for _ in range(request["rows"]))
        try:
            work[request["do"]](task, request, rows, lambda value: send(b" + ", value))
            send(b" . ", task.files())
        except BaseException as error:
            for _ in rows:
                pass
            send(b" ! ", task.told(error))

    while True:
        line = requests.readline()
        if not line:
            os._exit(0)
        serve(line)


main()
