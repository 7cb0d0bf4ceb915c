package dev.plumbline.tasks.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Python with the packages that were installed for it.
 *
 * @param path where it looks for modules
 * @param folders all that it needs to be seen, but for {@code /usr/lib} and {@code /usr/bin}
 */
record Interpreter(Path executable, List<String> path, List<Path> folders) {
  // Asked with the user's rights and nothing of a task on its path.
  private static final String QUESTION =
      """
      import json, os, sys
      print(json.dumps([[sys.executable], [p for p in sys.path if os.path.isdir(p) and p != "/"],
          [sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix)]]))
      """;

  /**
   * Asks a Python about itself.
   *
   * @throws PlumblineException if it is none
   */
  static Interpreter of(Path python) {
    String answer =
        Files.isExecutable(python)
            ? Sandbox.output(
                List.of(python.toString(), "-E", "-c", "import os; os.chdir('/')\n" + QUESTION))
            : "there is no such program";
    String[][] told;
    try {
      told = new JsonMapper().readValue(answer, String[][].class);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          python + " is no Python: " + answer.lines().findFirst().orElse("no answer"), e);
    }
    List<String> path = new ArrayList<>(List.of(told[1]));
    path.removeIf(folder -> folder.isEmpty() || folder.equals("/"));
    Set<Path> folders = new LinkedHashSet<>();
    for (String folder : told[2]) {
      folders.add(Path.of(folder));
    }
    path.forEach(folder -> folders.add(Path.of(folder)));
    Set<Path> seen = new LinkedHashSet<>();
    for (Path folder : folders) {
      boolean within =
          folder.equals(Path.of("/usr"))
              || folder.startsWith("/usr/lib")
              || seen.stream().anyMatch(folder::startsWith);
      if (!within) {
        seen.add(folder);
      }
    }
    return new Interpreter(Path.of(told[0][0]), path, List.copyOf(seen));
  }
}
