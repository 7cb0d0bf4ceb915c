package dev.plumbline.ci;

import java.util.List;

/**
 * What became of a rule at one point.
 *
 * @param kind such as {@code no loss}
 * @param subject the point, curve or task at a depth: with the kind, the same from run to run
 * @param task the subject's task
 * @param holds whether the rule does
 * @param says one line: the numbers, and what they were compared with
 * @param flips the documents behind it, lost ones first; empty where that cannot be told
 */
public record Verdict(
    String kind, String subject, String task, boolean holds, String says, List<Flip> flips) {
  public Verdict {
    kind = OneLine.of(kind);
    subject = OneLine.of(subject);
    task = OneLine.of(task);
    says = OneLine.of(says);
    flips = List.copyOf(flips);
  }

  /** The same from run to run. */
  public String name() {
    return kind + ": " + subject;
  }
}
