package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of a task file, so that all of them can be shown at once. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void add(String file, int line, String key, String message) {
    found.add(new Finding(file, line, key, message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** By file and line. */
  List<Finding> list() {
    return found.stream()
        .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
        .toList();
  }

  /** The first mistake as an exception, which tells how many more there are. */
  PlumblineException exception() {
    List<Finding> all = list();
    String more =
        all.size() == 1
            ? ""
            : " (and " + (all.size() - 1) + " more; plumbline tasks validate shows all)";
    return new PlumblineException(all.get(0) + more);
  }
}
