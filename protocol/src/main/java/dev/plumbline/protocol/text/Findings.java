package dev.plumbline.protocol.text;

import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes the mistakes of a file. */
public final class Findings {
  private final boolean thrown;
  private final List<Finding> found = new ArrayList<>();

  private Findings(boolean thrown) {
    this.thrown = thrown;
  }

  /** Mistakes are collected, so that all of them can be shown at once. */
  public static Findings collected() {
    return new Findings(false);
  }

  /** The first mistake is an exception. */
  public static Findings thrown() {
    return new Findings(true);
  }

  void add(Finding finding) {
    if (thrown) {
      throw new PlumblineException(finding.toString());
    }
    found.add(finding);
  }

  public void add(String file, int line, String key, String message) {
    add(new Finding(file, line, key, message));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** By file and line. */
  public List<Finding> list() {
    return found.stream()
        .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
        .toList();
  }
}
