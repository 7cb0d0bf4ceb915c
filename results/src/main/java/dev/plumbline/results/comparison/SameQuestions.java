package dev.plumbline.results.comparison;

import dev.plumbline.protocol.Question;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The documents that two runs were asked in the same words, by task: with equal prompts, choices or
 * stop strings, and targets.
 *
 * @param documents by task, in the baseline's order; a task of which nothing is left is not there
 * @param warnings on all that differs; one line each
 */
public record SameQuestions(Map<String, Set<Integer>> documents, List<String> warnings) {

  /** Reads what both runs asked. */
  public static SameQuestions of(Run baseline, Run other) {
    Map<String, Map<Integer, Question>> before = byTask(baseline);
    Map<String, Map<Integer, Question>> after = byTask(other);
    Map<String, Set<Integer>> same = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (Manifest.Task task : baseline.manifest().tasks()) {
      Manifest.Task match = task(other, task.name());
      if (match == null) {
        warnings.add(task.name() + ": in " + baseline.folder() + " alone; left out");
        continue;
      }
      warnings.addAll(differences(task, match));
      Map<Integer, Question> asked = before.getOrDefault(task.name(), Map.of());
      Map<Integer, Question> askedToo = after.getOrDefault(task.name(), Map.of());
      Set<Integer> kept = new TreeSet<>();
      asked.forEach(
          (document, question) -> {
            if (question.equals(askedToo.get(document))) {
              kept.add(document);
            }
          });
      warnings.addAll(leftOut(task.name(), asked, askedToo, kept.size()));
      if (!kept.isEmpty()) {
        same.put(task.name(), kept);
      }
    }
    for (Manifest.Task task : other.manifest().tasks()) {
      if (task(baseline, task.name()) == null) {
        warnings.add(task.name() + ": in " + other.folder() + " alone; left out");
      }
    }
    return new SameQuestions(same, List.copyOf(warnings));
  }

  Set<String> tasks() {
    return documents.keySet();
  }

  Set<Integer> of(String task) {
    return documents.getOrDefault(task, Set.of());
  }

  private static Map<String, Map<Integer, Question>> byTask(Run run) {
    Map<String, Map<Integer, Question>> tasks = new HashMap<>();
    try (Stream<Question> lines = run.documents()) {
      lines.forEach(
          question ->
              tasks
                  .computeIfAbsent(question.document().task(), t -> new TreeMap<>())
                  .put(question.document().number(), question));
    }
    return tasks;
  }

  private static Manifest.Task task(Run run, String name) {
    return run.manifest().tasks().stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<String> differences(Manifest.Task task, Manifest.Task other) {
    List<String> warnings = new ArrayList<>();
    if (!task.version().equals(other.version())) {
      warnings.add(
          "%s: version %s against %s; the task itself may differ"
              .formatted(task.name(), task.version(), other.version()));
    }
    if (!task.data().equals(other.data())) {
      warnings.add(task.name() + ": the data files differ");
    }
    return warnings;
  }

  private static List<String> leftOut(
      String task, Map<Integer, Question> asked, Map<Integer, Question> askedToo, int kept) {
    Set<Integer> both = new TreeSet<>(asked.keySet());
    both.retainAll(askedToo.keySet());
    List<String> warnings = new ArrayList<>();
    int inOne = asked.size() + askedToo.size() - 2 * both.size();
    if (inOne > 0) {
      warnings.add("%s: %d documents are in one run alone; left out".formatted(task, inOne));
    }
    if (kept < both.size()) {
      warnings.add(
          "%s: %d of %d documents have another prompt, other choices or another target; left out"
              .formatted(task, both.size() - kept, both.size()));
    }
    return warnings;
  }
}
