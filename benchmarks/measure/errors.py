"""What goes wrong for reasons outside this program."""


class BenchmarkError(Exception):
    """One line for whoever started the benchmark: what was wrong, where, what to do."""
