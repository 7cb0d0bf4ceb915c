package dev.plumbline.tasks.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of task files in their process. */
class TaskPythonTest {
  @TempDir Path folder;
  private TaskFolder task;

  @BeforeEach
  void sandbox() {
    SandboxNeeded.sandbox();
    task = new TaskFolder(folder);
  }

  private TaskPython python(String utils) {
    task.write("utils.py", utils);
    return TaskPython.start(Optional.empty(), folder);
  }

  private PythonFunction function(String name) {
    return new PythonFunction(folder, "utils." + name);
  }

  private static List<Map<String, Object>> numbered(int count) {
    return java.util.stream.LongStream.range(0, count)
        .mapToObj(number -> Map.<String, Object>of("n", number))
        .toList();
  }

  @Test
  void aSplitIsFilteredMappedAndShuffledAsDatasetsDoes() {
    try (TaskPython python =
        python(
            """
            def process(dataset):
                kept = dataset.filter(lambda row: row["n"] % 2 == 0)
                return kept.map(lambda row: {"text": f"no. {row['n']}", "pair": (1, 2)}).remove_columns(["n"])
            """)) {
      TaskPython.Split split = python.split(function("process"), numbered(4));
      assertThat(split.columns()).contains(List.of("text", "pair"));
      assertThat(split.rows())
          .containsExactly(
              Map.of("text", "no. 0", "pair", List.of(1L, 2L)),
              Map.of("text", "no. 2", "pair", List.of(1L, 2L)));
      assertThat(python.files()).isEqualTo(Map.of("utils.py", folder.resolve("utils.py")));
    }
  }

  @Test
  void valuesKeepWhatPythonTellsApart() {
    try (TaskPython python =
        python(
            """
            def same(value):
                return value
            def kind(value):
                return type(value).__name__
            def pair(value):
                return (value, {1: 2})
            """)) {
      List<Object> values =
          Arrays.asList(
              1L,
              1.0,
              true,
              null,
              "a\ud83d\ude00\n",
              Double.NaN,
              Double.POSITIVE_INFINITY,
              new java.math.BigInteger("123456789012345678901234567890"),
              List.of(1L, 1.5),
              Map.of("k", "v"));
      List<List<Given>> given =
          python.each(
              List.of(function("same"), function("kind")),
              Map.of(),
              values.stream().map(java.util.Collections::singletonList).toList());
      assertThat(given.stream().map(row -> row.get(0).value()).toList()).isEqualTo(values);
      assertThat(given.stream().map(row -> row.get(1).value()).toList())
          .isEqualTo(
              List.of(
                  "int",
                  "float",
                  "bool",
                  "NoneType",
                  "str",
                  "float",
                  "float",
                  "int",
                  "list",
                  "dict"));
      Object pair =
          python
              .each(List.of(function("pair")), Map.of(), List.of(List.of(1L)))
              .get(0)
              .get(0)
              .value();
      assertThat(Given.special(pair)).contains("tuple");
      assertThat(
              python
                  .each(List.of(function("kind")), Map.of(), List.of(List.of(pair)))
                  .get(0)
                  .get(0)
                  .value())
          .isEqualTo("tuple");
    }
  }

  @Test
  void errorsNameFileLineFunctionAndDocument() {
    try (TaskPython python =
        python(
            """
            import datetime

            def deep(row):
                return {"y": row["x"]}

            def process(dataset):
                return dataset.map(lambda row: deep(row) if row["n"] == 3 else row)

            def dates(dataset):
                return dataset.map(lambda row: {"when": datetime.date(2020, 1, 1)})

            def fails(doc):
                raise ValueError("two\\nlines")
            """)) {
      assertThatThrownBy(() -> python.split(function("process"), numbered(5)))
          .hasMessage("utils.py:4 in deep: KeyError: 'x' (document 3)");
      assertThatThrownBy(() -> python.split(function("dates"), numbered(2)))
          .hasMessage(
              "document 0: field 'when' is a date, which is no text, number, list or mapping");
      assertThat(
              python
                  .each(List.of(function("fails")), Map.of(), List.of(List.of(1L)))
                  .get(0)
                  .get(0)
                  .error())
          .contains("utils.py:13 in fails: ValueError: two lines");
      assertThatThrownBy(() -> python.split(function("absent"), numbered(2)))
          .hasMessage("utils.py has no absent");
    }
  }

  @Test
  void aMissingPackageIsNamedWithWhatToInstall() {
    try (TaskPython python = python("import sklearn.metrics\n\ndef f(x):\n  return x\n")) {
      assertThatThrownBy(() -> python.split(function("f"), numbered(1)))
          .hasMessageContaining("utils.py:1: needs the package sklearn")
          .hasMessageContaining("pip install scikit-learn");
    }
  }
}
