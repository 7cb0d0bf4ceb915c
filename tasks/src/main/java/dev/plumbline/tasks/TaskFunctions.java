package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.code.TaskPython;
import dev.plumbline.tasks.python.PythonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task's Python functions over documents. Their process starts with the first call, and again
 * with the first one after {@link #close}.
 */
final class TaskFunctions implements AutoCloseable {
  private final TaskCode code;
  private final Optional<Path> root;
  private final Map<String, Path> files = new TreeMap<>();
  private TaskPython python;

  TaskFunctions(TaskCode code, Optional<Path> root) {
    this.code = code;
    this.root = root;
  }

  private synchronized TaskPython python(PythonFunction needed) {
    if (python == null) {
      python = code.start(root.orElseThrow(), needed);
    }
    return python;
  }

  /**
   * Documents of a split after a function has worked on it.
   *
   * @param columns absent where the function gave a plain list
   */
  record Split(List<Doc> docs, Optional<List<String>> columns) {}

  Split split(PythonFunction function, List<Doc> docs) {
    TaskPython.Split split =
        python(function).split(function, docs.stream().map(Doc::fields).toList());
    if (split.rows().isEmpty()) {
      throw new PlumblineException(function.name() + " leaves no documents");
    }
    return new Split(docs(function, split.rows()), split.columns());
  }

  /** The documents that a function without arguments lists. */
  List<Doc> listed(PythonFunction function) {
    Object listed =
        python(function)
            .each(List.of(function), Map.of(), List.of(List.of()))
            .get(0)
            .get(0)
            .value();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Object row : listed instanceof List<?> list ? list : List.of()) {
      if (row instanceof Map<?, ?> map && Given.special(row).isEmpty()) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        rows.add(fields);
      }
    }
    if (rows.isEmpty() || rows.size() != ((List<?>) listed).size()) {
      throw new PlumblineException(function.name() + " gives no list of documents");
    }
    return docs(function, rows);
  }

  private static List<Doc> docs(PythonFunction function, List<Map<String, Object>> rows) {
    List<Doc> docs = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      docs.add(new Doc(row, function.name() + ", document " + docs.size()));
    }
    return docs;
  }

  /** The same documents with what functions give for them. */
  List<Doc> given(List<Doc> docs, List<PythonFunction> functions) {
    if (functions.isEmpty() || docs.isEmpty()) {
      return docs;
    }
    List<List<Given>> given =
        python(functions.get(0))
            .each(functions, Map.of(), docs.stream().map(doc -> List.of(doc.fields())).toList());
    List<Doc> result = new ArrayList<>();
    for (Doc doc : docs) {
      Map<PythonFunction, Given> values = new LinkedHashMap<>();
      for (int i = 0; i < functions.size(); i++) {
        values.put(functions.get(i), given.get(result.size()).get(i));
      }
      result.add(doc.given(values));
    }
    return result;
  }

  /** Calls a filter on what the steps before it made of generations. */
  List<Given> filtered(FilterStep.CallFunction step, List<Object> values, List<Doc> docs) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      rows.add(List.of(values.get(i), docs.get(i).fields()));
    }
    return python(step.function()).filtered(step.function(), step.isClass(), step.keywords(), rows);
  }

  /** Calls a metric. */
  List<Given> measured(OwnMetric metric, List<FilteredAnswer> answers) {
    return python(metric.function())
        .measured(
            metric.function(),
            metric.keywords(),
            answers.stream().map(FilteredAnswer::pair).toList());
  }

  /**
   * Has a function make a score of all documents' items.
   *
   * @param items as lines of JSON
   * @throws PlumblineException where it fails, or gives no number
   */
  double aggregated(PythonFunction function, List<String> items) {
    List<Object> values = items.stream().map(Given::parsed).toList();
    Object given =
        python(function)
            .each(List.of(function), Map.of(), List.of(List.of(values)))
            .get(0)
            .get(0)
            .value();
    return GivenMetric.number(given)
        .orElseThrow(
            () ->
                new PlumblineException(
                    function.name() + " gives " + PythonText.repr(given) + ", which is no number"));
  }

  /** Sees to it that functions can be found, with all that their files import. */
  void require(List<PythonFunction> needed) {
    if (!needed.isEmpty()) {
      python(needed.get(0)).each(needed, Map.of(), List.of());
    }
  }

  /** Calls {@code process_results}. */
  List<Given> results(PythonFunction function, List<Doc> docs, List<Object> answers) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < docs.size(); i++) {
      rows.add(List.of(docs.get(i).fields(), answers.get(i)));
    }
    return python(function).each(List.of(function), Map.of(), rows).stream()
        .map(given -> given.get(0))
        .toList();
  }

  /** Log-likelihoods as Python has them: pairs with whether greedy decoding gives the choice. */
  static List<Object> choices(List<Float> loglikelihoods, List<Boolean> greedy) {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < loglikelihoods.size(); i++) {
      pairs.add(Given.tuple(List.of(loglikelihoods.get(i).doubleValue(), greedy.get(i))));
    }
    return pairs;
  }

  /** The Python files that were imported from the task's folder up to now, by their paths there. */
  synchronized Map<String, Path> files() {
    if (python != null) {
      files.putAll(python.files());
    }
    return Collections.unmodifiableMap(files);
  }

  @Override
  public synchronized void close() {
    files();
    if (python != null) {
      python.close();
      python = null;
    }
  }
}
