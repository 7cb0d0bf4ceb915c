package dev.plumbline.ci;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the documents of a run and of a baseline are the same questions. */
final class Pairing {

  /**
   * Why a task's scores must not be compared document by document; absent if they may.
   *
   * @return such as {@code task version 2.0 and 3.0}, the baseline's first
   */
  static Optional<String> refusal(TaskScores before, TaskScores after) {
    List<String> differences = new ArrayList<>();
    if (!before.version().equals(after.version())) {
      differences.add("task version %s and %s".formatted(before.version(), after.version()));
    }
    for (String file : before.data().keySet()) {
      if (!Objects.equals(before.data().get(file), after.data().get(file))) {
        differences.add("data file " + file);
      }
    }
    if (!before.docIds().equals(after.docIds())) {
      differences.add(
          "documents (%s and %s)".formatted(range(before.docIds()), range(after.docIds())));
    } else if (!before.asked().equals(after.asked())) {
      differences.add("what was asked (prompts, continuations or targets)");
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private static String range(List<Integer> docIds) {
    return docIds.isEmpty()
        ? "none"
        : "%d from %d to %d".formatted(docIds.size(), docIds.get(0), docIds.get(docIds.size() - 1));
  }

  private Pairing() {}
}
