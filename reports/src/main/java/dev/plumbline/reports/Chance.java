package dev.plumbline.reports;

import dev.plumbline.protocol.Question;
import dev.plumbline.results.Choices;
import dev.plumbline.results.Run;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What guessing would score in a task of choices. */
final class Chance {
  private int documents;
  private double sum;

  /**
   * The mean over a task's documents of right choices over choices, by task. A task with a document
   * that has no two choices has none.
   */
  static Map<String, Double> of(Run run) {
    Map<String, Chance> tasks = new LinkedHashMap<>();
    Set<String> others = new HashSet<>();
    if (!Files.exists(run.folder().resolve("documents.jsonl"))) {
      return Map.of();
    }
    try (Stream<Question> questions = run.documents()) {
      questions.forEach(
          question -> {
            String task = question.document().task();
            OptionalDouble chance = of(question);
            if (chance.isPresent()) {
              tasks.computeIfAbsent(task, t -> new Chance()).add(chance.getAsDouble());
            } else {
              others.add(task);
            }
          });
    }
    Map<String, Double> chances = new LinkedHashMap<>();
    tasks.forEach((task, chance) -> chances.put(task, chance.sum / chance.documents));
    chances.keySet().removeAll(others);
    return chances;
  }

  private void add(double chance) {
    documents++;
    sum += chance;
  }

  private static OptionalDouble of(Question question) {
    int choices = Choices.of(question).size();
    int right = Math.max(1, Choices.right(question).size());
    return choices < 2 ? OptionalDouble.empty() : OptionalDouble.of((double) right / choices);
  }

  private Chance() {}
}
