package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The Python functions of one task, in one process that lives as long as the task is measured, in a
 * sandbox. Thread-safe: one call after the other.
 */
public final class TaskPython implements AutoCloseable {
  private final Path root;
  private final Supplier<WorkerProcess> starting;
  private WorkerProcess process;
  private final Set<Path> files = new LinkedHashSet<>();

  private TaskPython(Path root, Supplier<WorkerProcess> starting) {
    this.root = root;
    this.starting = starting;
    this.process = starting.get();
  }

  /**
   * Starts a process. No function is looked for yet.
   *
   * @param python the interpreter; absent: the first on the path that works in the sandbox
   * @param root the folder that task code sees, with the folders of all its functions
   * @throws PlumblineException where there is no sandbox or no Python
   */
  public static TaskPython start(Optional<Path> python, Path root) {
    return start(python, root, TaskLimits.DEFAULT);
  }

  static TaskPython start(Optional<Path> python, Path root, TaskLimits limits) {
    Path real = real(root);
    String reason = "no python3 was found; apt-get install python3";
    for (Path candidate : python.map(List::of).orElseGet(Sandbox::pythons)) {
      Interpreter interpreter = Interpreter.of(candidate);
      Sandbox sandbox =
          Sandbox.forTask(
              interpreter.executable(), interpreter.folders(), real, limits.fileBytes());
      String settings = PythonJson.written(settings(interpreter, real, limits));
      try {
        return new TaskPython(
            real,
            () -> WorkerProcess.start(sandbox, text("functions.py"), settings, limits.wall()));
      } catch (PlumblineException e) {
        reason = candidate + ": " + e.getMessage();
      }
    }
    throw new PlumblineException(
        "task code cannot run: "
            + reason
            + (Sandbox.isRoot()
                ? "; as root it runs as nobody, who must be able to read "
                    + real
                    + " and run the Python; --python names another"
                : "; --python names another"));
  }

  private static Map<String, Object> settings(Interpreter python, Path root, TaskLimits limits) {
    Map<String, String> standIns = new LinkedHashMap<>();
    for (String name : List.of("datasets", "lm_eval")) {
      standIns.put(name, text("standin/" + name + ".py"));
    }
    return Map.of(
        "root",
        root.toString(),
        "path",
        python.path(),
        "limits",
        List.of(
            limits.memoryBytes(), limits.addressBytes(), limits.fileBytes(), limits.processes()),
        "stand_ins",
        standIns);
  }

  /**
   * A split after a function has worked on it.
   *
   * @param columns absent where the function gave a list, which has none
   */
  public record Split(Optional<List<String>> columns, List<Map<String, Object>> rows) {}

  /**
   * Has a function work on a whole split, as {@code process_docs} does.
   *
   * @throws PlumblineException where it fails, with file, line and, where that is known, document
   */
  public synchronized Split split(PythonFunction function, List<Map<String, Object>> rows) {
    List<Object> answers = new ArrayList<>();
    call("split", List.of(function), Map.of(), rows, answers);
    Map<?, ?> first = (Map<?, ?>) answers.get(0);
    if (first.containsKey("error")) {
      throw new PlumblineException(String.valueOf(first.get("error")));
    }
    List<Map<String, Object>> result = new ArrayList<>();
    for (Object row : answers.subList(1, answers.size())) {
      Map<String, Object> fields = new LinkedHashMap<>();
      ((Map<?, ?>) row).forEach((name, value) -> fields.put(String.valueOf(name), value));
      result.add(fields);
    }
    Optional<List<String>> columns =
        Optional.ofNullable((List<?>) first.get("columns"))
            .map(names -> names.stream().map(String::valueOf).toList());
    return new Split(columns, result);
  }

  /**
   * Calls functions on one row of arguments after the other. A row that ends the process, or takes
   * too long, has failed; the others have not.
   *
   * @param keywords given to all of them
   * @return for each row what each of the functions gave
   * @throws PlumblineException where a function cannot be found
   */
  public synchronized List<List<Given>> each(
      List<PythonFunction> functions, Map<String, ?> keywords, List<? extends List<?>> arguments) {
    return each("each", functions, keywords, arguments);
  }

  /**
   * Calls a metric as lm-evaluation-harness does.
   *
   * @param keywords given to all calls
   * @param rows the right answer, or a list of several, and the given one
   * @throws PlumblineException where the function cannot be found
   */
  public synchronized List<Given> measured(
      PythonFunction function, Map<String, ?> keywords, List<? extends List<?>> rows) {
    return each("metric", List.of(function), keywords, rows).stream()
        .map(given -> given.get(0))
        .toList();
  }

  private List<List<Given>> each(
      String what,
      List<PythonFunction> functions,
      Map<String, ?> keywords,
      List<? extends List<?>> arguments) {
    if (arguments.isEmpty()) {
      call(what, functions, keywords, arguments, new ArrayList<>());
    }
    List<Object> answers = new ArrayList<>();
    while (answers.size() < arguments.size()) {
      List<? extends List<?>> rest = arguments.subList(answers.size(), arguments.size());
      List<Object> more = new ArrayList<>();
      Optional<String> failure = tried(what, functions, keywords, rest, more);
      // Where nothing comes of a new process either, the rest is not tried one by one.
      int failed = failure.isEmpty() ? 0 : more.isEmpty() && !answers.isEmpty() ? rest.size() : 1;
      answers.addAll(more);
      for (int i = 0; i < failed; i++) {
        answers.add(Collections.nCopies(functions.size(), failure.get()));
      }
    }
    return answers.stream()
        .map(answer -> ((List<?>) answer).stream().map(TaskPython::given).toList())
        .toList();
  }

  /**
   * Has a filter work on generations.
   *
   * @param isClass whether the function is a class of filters, made with the keywords
   * @param rows a list of texts and a document each
   * @return what became of each row's texts
   * @throws PlumblineException where the filter cannot be found
   */
  public synchronized List<Given> filtered(
      PythonFunction function,
      boolean isClass,
      Map<String, ?> keywords,
      List<? extends List<?>> rows) {
    String what = isClass ? "filter_class" : "filter";
    List<Object> answers = new ArrayList<>();
    Optional<String> failure = tried(what, List.of(function), keywords, rows, answers);
    if (failure.isPresent() && rows.size() > 1) {
      // One of them ended the process; by itself each shows whether it was that one.
      return rows.stream()
          .flatMap(row -> filtered(function, isClass, keywords, List.of(row)).stream())
          .toList();
    }
    return failure
        .map(error -> List.of(Given.failure(error)))
        .orElseGet(() -> answers.stream().map(TaskPython::given).toList());
  }

  /** Why the process ended, where it did. */
  private Optional<String> tried(
      String what,
      List<PythonFunction> functions,
      Map<String, ?> keywords,
      List<?> rows,
      List<Object> answers) {
    try {
      call(what, functions, keywords, rows, answers);
      if (answers.size() != rows.size()) {
        int count = answers.size();
        answers.clear();
        throw process.ended(
            functions.get(0).name() + " gave " + count + " answers to " + rows.size());
      }
      return Optional.empty();
    } catch (PlumblineException e) {
      if (process.hasEnded()) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
  }

  private static Given given(Object answer) {
    return answer instanceof List<?> value
        ? Given.value(value.get(0))
        : Given.failure(String.valueOf(answer));
  }

  private void call(
      String what,
      List<PythonFunction> functions,
      Map<String, ?> keywords,
      List<?> rows,
      List<Object> answers) {
    if (process.hasEnded()) {
      process = starting.get();
    }
    List<Map<String, String>> places =
        functions.stream()
            .map(f -> Map.of("folder", f.folder().toString(), "name", f.name()))
            .toList();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("do", what);
    request.put("functions", places);
    request.put("keywords", keywords);
    request.put("rows", rows.size());
    String names = String.join(", ", functions.stream().map(PythonFunction::name).toList());
    String end =
        process.ask(
            names,
            secret -> {
              request.put("secret", secret);
              return PythonJson.written(request);
            },
            rows.stream().map(PythonJson::written),
            line -> answers.add(PythonJson.read(line)));
    for (Object file : (List<?>) PythonJson.read(end)) {
      files.add(Path.of(String.valueOf(file)));
    }
  }

  /** The Python files of the task's folder that have been imported so far, by their paths there. */
  public synchronized Map<String, Path> files() {
    Map<String, Path> inside = new TreeMap<>();
    for (Path file : files) {
      if (file.startsWith(root)) {
        inside.put(root.relativize(file).toString(), file);
      }
    }
    return inside;
  }

  private static Path real(Path root) {
    try {
      return root.toRealPath();
    } catch (IOException e) {
      throw new PlumblineException(
          "cannot read the task folder " + root + ": " + e.getMessage(), e);
    }
  }

  private static String text(String resource) {
    try (InputStream in = TaskPython.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    process.close();
  }
}
