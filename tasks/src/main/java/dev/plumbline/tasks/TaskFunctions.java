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

  /** What a filter made of a text, or why it made none. */
  record Text(PythonFunction function, Given given) {
    /**
     * The text.
     *
     * @throws PlumblineException where the filter failed or gave something else
     */
    String text() {
      if (given.value() instanceof List<?> list
          && list.size() == 1
          && list.get(0) instanceof String text) {
        return text;
      }
      throw new PlumblineException(
          function.name()
              + " gives "
              + PythonText.repr(given.content())
              + ", not a list of one text");
    }
  }

  /** Calls a filter on generations. */
  List<Text> filtered(FilterPipeline.FunctionStep step, List<String> texts, List<Doc> docs) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(List.of(List.of(texts.get(i)), docs.get(i).fields()));
    }
    return python(step.function())
        .filtered(step.function(), step.isClass(), step.keywords(), rows)
        .stream()
        .map(given -> new Text(step.function(), given))
        .toList();
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
