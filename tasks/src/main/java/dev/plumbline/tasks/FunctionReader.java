package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.PythonFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code !function} tags that name Python. As in lm-evaluation-harness, the file is looked
 * for beside the YAML file in which the tag stands, which may be an included one.
 */
final class FunctionReader {
  private FunctionReader() {}

  /**
   * The function as a choice of two: a built-in one, whose names are taken, else a Python file's.
   */
  static <T> Optional<T> read(
      YamlMap yaml, String key, Function<PythonFunction, T> python, Map<String, T> builtIn) {
    boolean taken = yaml.function(key).filter(builtIn::containsKey).isPresent();
    return !taken && named(yaml, key).isPresent()
        ? required(yaml, key).map(python)
        : yaml.namedFunction(key, builtIn);
  }

  /** The function, where its Python file is there; absent for a built-in one. */
  static Optional<PythonFunction> python(YamlMap yaml, String key) {
    Optional<PythonFunction> function = named(yaml, key);
    return function.filter(found -> Files.isRegularFile(found.file()));
  }

  /** The function; where its Python file is not there, that is a finding. */
  static Optional<PythonFunction> required(YamlMap yaml, String key) {
    Optional<PythonFunction> found = python(yaml, key);
    if (found.isEmpty()) {
      yaml.wrong(
          key,
          "!function "
              + yaml.function(key).orElse("")
              + ": there is no "
              + named(yaml, key).map(missing -> missing.file().toString()).orElse("such function"));
    }
    return found;
  }

  private static Optional<PythonFunction> named(YamlMap yaml, String key) {
    Optional<String> name = yaml.function(key).filter(text -> text.matches("\\w+(\\.\\w+)+"));
    return name.flatMap(
        text ->
            yaml.entry(key)
                .filter(entry -> !TaskSource.BuiltIn.isName(entry.file()))
                .map(entry -> Path.of(entry.file()).toAbsolutePath().getParent())
                .map(folder -> new PythonFunction(folder, text)));
  }
}
