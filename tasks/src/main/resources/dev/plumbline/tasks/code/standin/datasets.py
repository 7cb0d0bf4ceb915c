"""The part of Hugging Face's datasets that task files use, for a Python that does not have the package."""

import math
import sys
import types

__version__ = "4.0.0"
_position = None


def position():
    """The number of the row that a function was last given; None where there was none."""
    return _position


def _fresh(value):
    if isinstance(value, (list, tuple)):
        return [_fresh(item) for item in value]
    if isinstance(value, dict):
        return {key: _fresh(item) for key, item in value.items()}
    return value.tolist() if hasattr(value, "dtype") else value


def _settled(values, name):
    """One type for a column, as Arrow has it: whole numbers beside fractions become fractions, mappings
    get each other's keys."""
    present = [value for value in values if value is not None]
    kinds = {type(value) for value in present}
    if kinds == {int, float}:
        return [None if value is None else float(value) for value in values]
    if len(kinds) > 1:
        raise TypeError("column %s mixes %s" % (name, " and ".join(sorted(kind.__name__ for kind in kinds))))
    if kinds == {int} and any(not -(2**63) <= value < 2**64 for value in present):
        raise OverflowError("column %s has a whole number beyond 64 bits" % name)
    if kinds == {list}:
        settled = iter(_settled([item for value in present for item in value], name + "[]"))
        return [None if value is None else [next(settled) for _ in value] for value in values]
    if kinds == {dict}:
        keys = list(dict.fromkeys(key for value in present for key in value))
        columns = {key: iter(_settled([value.get(key) for value in present], name + "." + str(key))) for key in keys}
        return [None if value is None else {key: next(columns[key]) for key in keys} for value in values]
    return list(values)


def _permutation(count, seed, generator=None):
    if generator is None:
        if seed is None:
            raise ValueError("without a seed it gives other documents every time; give it one")
        try:
            import numpy
        except ImportError:
            raise ImportError("a shuffle needs the package numpy: pip install numpy") from None
        generator = numpy.random.default_rng(seed)
    return [int(index) for index in generator.permutation(count)]


class Value:
    def __init__(self, dtype, id=None):
        self.dtype, self.id = dtype, id


class Sequence:
    def __init__(self, feature, length=-1, id=None):
        self.feature, self.length, self.id = feature, length, id


List = LargeList = Sequence


class ClassLabel:
    def __init__(self, num_classes=None, names=None, **_):
        self.names, self.num_classes = names, num_classes or len(names or [])

    def int2str(self, index):
        return self.names[index]

    def str2int(self, name):
        return self.names.index(name)


class Features(dict):
    pass


def _feature(values):
    first = next((value for value in values if value is not None), None)
    if isinstance(first, list):
        return Sequence(_feature([item for value in values if value for item in value]))
    if isinstance(first, dict):
        return {key: _feature([value.get(key) for value in values if value]) for key in first}
    names = {bool: "bool", int: "int64", float: "float64", str: "string"}
    return Value(names.get(type(first), "null"))


class Dataset:
    """Columns of plain values. Every method gives a new data set."""

    def __init__(self, columns):
        self._columns = {name: list(values) for name, values in columns.items()}

    @classmethod
    def from_dict(cls, mapping, features=None, **_):
        if len({len(values) for values in mapping.values()}) > 1:
            raise ValueError("columns have different lengths")
        return cls({name: _fresh(list(values)) for name, values in mapping.items()})

    @classmethod
    def from_list(cls, mapping, features=None, **_):
        names = list(mapping[0]) if mapping else []
        return cls({name: _settled([_fresh(row.get(name)) for row in mapping], name) for name in names})

    @classmethod
    def from_generator(cls, generator, gen_kwargs=None, **_):
        return cls.from_list(list(generator(**(gen_kwargs or {}))))

    @classmethod
    def from_pandas(cls, df, **_):
        return cls.from_list(df.to_dict("records"))

    @property
    def column_names(self):
        return list(self._columns)

    @property
    def features(self):
        return Features({name: _feature(values) for name, values in self._columns.items()})

    @property
    def num_rows(self):
        return len(self)

    @property
    def num_columns(self):
        return len(self._columns)

    @property
    def shape(self):
        return (self.num_rows, self.num_columns)

    def __len__(self):
        return len(next(iter(self._columns.values()), []))

    def _row(self, index):
        return {name: _fresh(values[index]) for name, values in self._columns.items()}

    def __iter__(self):
        global _position
        for index in range(len(self)):
            _position = index
            yield self._row(index)
        _position = None

    def __getitem__(self, key):
        if isinstance(key, str):
            return _fresh(self._columns[key])
        if isinstance(key, slice):
            return {name: _fresh(values[key]) for name, values in self._columns.items()}
        if hasattr(key, "__iter__"):
            return {name: [_fresh(values[index]) for index in key] for name, values in self._columns.items()}
        if not -len(self) <= key < len(self):
            raise IndexError("row %d of a data set of %d" % (key, len(self)))
        return self._row(key)

    def _given(self, index, input_columns, with_indices):
        global _position
        _position = index
        row = self._row(index)
        names = [input_columns] if isinstance(input_columns, str) else input_columns
        return row, ([row] if names is None else [row[name] for name in names]) + ([index] if with_indices else [])

    def _batches(self, batch_size, input_columns, with_indices):
        global _position
        size = batch_size if batch_size and batch_size > 0 else max(len(self), 1)
        names = [input_columns] if isinstance(input_columns, str) else input_columns
        for start in range(0, len(self), size):
            _position = start
            batch = self[start : start + size]
            indices = list(range(start, min(start + size, len(self))))
            given = [batch] if names is None else [batch[name] for name in names]
            yield batch, given + ([indices] if with_indices else [])

    def map(
        self, function=None, with_indices=False, with_rank=False, input_columns=None, batched=False, batch_size=1000,
        drop_last_batch=False, remove_columns=None, fn_kwargs=None, features=None, **_,
    ):  # fmt: skip
        if function is None or len(self) == 0:
            return self
        if with_rank or drop_last_batch:
            raise NotImplementedError("map with with_rank or drop_last_batch needs the package datasets")
        removed = [remove_columns] if isinstance(remove_columns, str) else list(remove_columns or [])
        self._require(removed)
        if batched:
            steps = self._batches(batch_size, input_columns, with_indices)
        else:
            steps = (self._given(index, input_columns, with_indices) for index in range(len(self)))
        parts = []
        for row, given in steps:
            result = function(*given, **(fn_kwargs or {}))
            if result is None:
                if parts:
                    raise TypeError("map's function gives None for some rows, but not for all")
                continue
            if not hasattr(result, "items"):
                raise TypeError("map's function gives a %s, not a mapping" % type(result).__name__)
            # A change to the row itself counts too.
            merged = {name: value for name, value in row.items() if name not in removed}
            if result is not row:
                merged.update(result)
            if parts and set(merged) != set(parts[0]):
                raise ValueError("map gives rows with different columns: %s and %s" % (list(parts[0]), list(merged)))
            parts.append(_fresh(merged))
        if not parts:
            return self
        if batched:
            for part in parts:
                if len({len(values) for values in part.values()}) > 1:
                    raise ValueError("map gives columns of different lengths; remove the old ones by remove_columns")
            columns = {name: [value for part in parts for value in part[name]] for name in parts[0]}
        else:
            columns = {name: [part[name] for part in parts] for name in parts[0]}
        self._done()
        return Dataset({name: _settled(values, name) for name, values in columns.items()})

    def filter(
        self, function=None, with_indices=False, input_columns=None, batched=False, batch_size=1000, fn_kwargs=None, **_
    ):
        if function is None:
            return self
        more = fn_kwargs or {}
        if batched:
            batches = self._batches(batch_size, input_columns, with_indices)
            kept = [bool(keep) for _, given in batches for keep in function(*given, **more)]
        else:
            kept = [
                bool(function(*self._given(index, input_columns, with_indices)[1], **more)) for index in range(len(self))
            ]
        self._done()
        return self.select([index for index, keep in enumerate(kept) if keep])

    @staticmethod
    def _done():
        global _position
        _position = None

    def select(self, indices, **_):
        indices = [int(index) for index in indices]
        for index in indices:
            if not -len(self) <= index < len(self):
                raise IndexError("row %d of a data set of %d" % (index, len(self)))
        return Dataset({name: [values[index] for index in indices] for name, values in self._columns.items()})

    def take(self, n):
        return self.select(range(min(n, len(self))))

    def skip(self, n):
        return self.select(range(min(n, len(self)), len(self)))

    def shard(self, num_shards, index, contiguous=True, **_):
        if not contiguous:
            return self.select(range(index, len(self), num_shards))
        size, more = divmod(len(self), num_shards)
        start = size * index + min(index, more)
        return self.select(range(start, start + size + (1 if index < more else 0)))

    def shuffle(self, seed=None, generator=None, **_):
        return self.select(_permutation(len(self), seed, generator))

    def sort(self, column_names, reverse=False, null_placement="at_end", **_):
        names = [column_names] if isinstance(column_names, str) else list(column_names)
        reverses = [reverse] * len(names) if isinstance(reverse, bool) else list(reverse)
        self._require(names)
        order = list(range(len(self)))
        for name, down in reversed(list(zip(names, reverses))):
            values = self._columns[name]
            present = sorted((i for i in order if values[i] is not None), key=values.__getitem__, reverse=down)
            absent = [i for i in order if values[i] is None]
            order = absent + present if null_placement in ("at_start", "first") else present + absent
        return self.select(order)

    def train_test_split(self, test_size=None, train_size=None, shuffle=True, seed=None, generator=None, **more):
        if more.get("stratify_by_column") is not None:
            raise NotImplementedError("train_test_split with stratify_by_column needs the package datasets")
        if test_size is None and train_size is None:
            test_size = 0.25
        count = len(self)

        def size(share, rounded):
            return rounded(share * count) if isinstance(share, float) else share

        tested, trained = size(test_size, math.ceil), size(train_size, math.floor)
        tested = count - trained if tested is None else tested
        trained = count - tested if trained is None else trained
        if min(tested, trained) < 1 or tested + trained > count:
            raise ValueError("%d rows cannot be split into %d and %d" % (count, trained, tested))
        if not shuffle:
            return DatasetDict(
                train=self.select(range(trained)), test=self.select(range(trained, trained + tested))
            )
        order = _permutation(count, seed, generator)
        return DatasetDict(
            train=self.select(order[tested : tested + trained]), test=self.select(order[:tested])
        )

    def _require(self, names):
        for name in names:
            if name not in self._columns:
                raise ValueError("column %s is not among %s" % (name, self.column_names))

    def rename_column(self, original_column_name, new_column_name, **_):
        return self.rename_columns({original_column_name: new_column_name})

    def rename_columns(self, column_mapping, **_):
        self._require(column_mapping)
        return Dataset({column_mapping.get(name, name): values for name, values in self._columns.items()})

    def remove_columns(self, column_names, **_):
        names = [column_names] if isinstance(column_names, str) else list(column_names)
        self._require(names)
        return Dataset({name: values for name, values in self._columns.items() if name not in names})

    def select_columns(self, column_names, **_):
        names = [column_names] if isinstance(column_names, str) else list(column_names)
        self._require(names)
        return Dataset({name: self._columns[name] for name in names})

    def add_column(self, name, column, **_):
        if name in self._columns or len(column) != len(self):
            raise ValueError("column %s is there already, or has not one value for each row" % name)
        return Dataset(dict(self._columns, **{name: _settled(_fresh(list(column)), name)}))

    def add_item(self, item, **_):
        return Dataset.from_list(self.to_list() + [dict(item)])

    def unique(self, column):
        return list(dict.fromkeys(self._columns[column]))

    def flatten_indices(self, **_):
        return self

    def to_list(self):
        return [self._row(index) for index in range(len(self))]

    def to_dict(self, **_):
        return _fresh(self._columns)

    def to_pandas(self, **_):
        import pandas

        return pandas.DataFrame(self.to_dict())


class DatasetDict(dict):
    def map(self, function=None, **more):
        return DatasetDict({name: split.map(function, **more) for name, split in self.items()})

    def filter(self, function=None, **more):
        return DatasetDict({name: split.filter(function, **more) for name, split in self.items()})


def concatenate_datasets(dsets, **_):
    return Dataset.from_list([row for data in dsets for row in data.to_list()])


def load_dataset(*_, **__):
    raise RuntimeError("load_dataset: task code has no network; name the data set by dataset_path")


load_from_disk = load_metric = get_dataset_config_names = load_dataset


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError("the stand-in for the package datasets has no %s: pip install datasets" % name)


for _name, _content in (
    ("arrow_dataset", {"Dataset": Dataset}),
    ("features", {"Features": Features, "Value": Value, "Sequence": Sequence, "ClassLabel": ClassLabel}),
):
    _module = types.ModuleType("datasets." + _name)
    _module.__dict__.update(_content)
    sys.modules["datasets." + _name] = _module
