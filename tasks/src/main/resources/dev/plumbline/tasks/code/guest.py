"""Runs one program inside the sandbox and tells the judge whether its tests returned.

Standard input: a line with the limits and three lengths, the solution, the setup, the tests, then a
secret. Standard output: "ready", then the secret if and only if the last test returned, else why not.
Docs: docs/code-execution.md.
"""

import builtins
import gc
import os
import resource
import sys
import types

REFUSED = 77
# What can stop the tests from meaning anything, or leave this process. Never needed to solve a problem.
FORBIDDEN = frozenset(
    "os.fork os.forkpty os.exec os.posix_spawn os.spawn os.system subprocess.Popen pty.spawn"
    " gc.get_objects gc.get_referrers gc.get_referents sys.settrace sys.setprofile sys._current_frames"
    " sys._current_exceptions sys.monitoring.register_callback code.__new__ ctypes.dlopen ctypes.dlsym"
    " cpython._PySys_ClearAuditHooks cpython.run_interactivehook".split()
)


def receive(count):
    data = b""
    while len(data) < count:
        chunk = os.read(0, count - len(data))
        if not chunk:
            os._exit(1)
        data += chunk
    return data


def limit(cpu_seconds, memory, file_size, processes):
    # At the soft limit comes a signal of its own, which tells the judge why; at the hard one the end.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))


def hide_frames():
    """A frame leads to its caller, and so from a solution to the tests: show frames as if alone."""
    frame = gc.get_referents(types.FrameType.__dict__)[0]
    for name, value in (("f_back", None), ("f_trace", None), ("f_builtins", {}), ("f_globals", {}), ("f_locals", {})):
        frame[name] = property(lambda self, value=value: value and dict(value))


def test_builtins(tests):
    """Copies of builtins and of the modules that the tests import, which a solution cannot patch."""
    copies = {}
    for line in tests.splitlines():
        words = line.replace(",", " ").split()
        if words and words[0] in ("import", "from"):
            for word in words[1:]:
                try:
                    real = __import__(word)
                except (ImportError, ValueError):
                    continue
                copies[word] = types.ModuleType(word)
                copies[word].__dict__.update(real.__dict__)
    real_import = builtins.__import__

    def import_copy(name, globals=None, locals=None, fromlist=(), level=0):
        return copies[name] if name in copies else real_import(name, globals, locals, fromlist, level)

    private = dict(builtins.__dict__)
    private["__import__"] = import_copy
    return private


def guard(channel):
    write, leave, forbidden = os.write, os._exit, FORBIDDEN
    code = REFUSED

    def hook(event, arguments):
        if event in forbidden or (event == "import" and arguments[1] and arguments[1][:5] == "/tmp/"):
            write(channel, b"refused: " + event.encode())
            leave(code)

    sys.addaudithook(hook)


def main():
    header = b""
    while not header.endswith(b"\n"):
        header += receive(1)
    cpu_seconds, memory, file_size, processes, *lengths = map(int, header.split())
    solution, setup, tests = [receive(length).decode("utf-8", "surrogatepass") for length in lengths]
    channel = os.dup(1)
    null = os.open("/dev/null", os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv, sys.orig_argv, sys.path[:] = ["program"], [], [p for p in sys.path if p]
    os.write(channel, b"ready\n")
    code = 0
    try:
        mine, theirs = {}, {"__builtins__": test_builtins(tests)}
        hidden = {"mine": mine, "theirs": theirs}
        # As official scorers have it, solution, setup and tests are one program; but the tests get a
        # namespace of their own, filled from the solution's just before they run.
        steps = (
            compile(solution, "<program>", "exec"),
            compile(setup, "<setup>", "exec"),
            compile("theirs.update((k, v) for k, v in mine.items() if k != '__builtins__')", "<judge>", "exec"),
            compile(tests, "<tests>", "exec"),
        )
        limit(cpu_seconds, memory, file_size, processes)
        hide_frames()
        guard(channel)
        namespaces = (mine, mine, hidden, theirs)
        hidden["__builtins__"] = {}
        del hidden
        # The secret is read before anything untrusted runs and lives on the interpreter's stack, where
        # no Python code can reach it; nothing is looked up between the last test and its writing.
        os.write(channel, (os.read(0, 64), *map(exec, steps, namespaces))[0])
        os._exit(0)
    except BaseException as e:
        code = 3
        kind = "memory" if isinstance(e, MemoryError) else "failed"
        e.__traceback__ = e.__context__ = None
        try:
            name = type(e).__name__
            text = str(e).strip().splitlines()
            line = name + (": " + text[-1] if text else "")
        except BaseException:
            line = "an exception that cannot be printed"
        os.write(channel, (kind + ": " + line[:1000]).encode("utf-8", "backslashreplace"))
    os._exit(code)


main()
