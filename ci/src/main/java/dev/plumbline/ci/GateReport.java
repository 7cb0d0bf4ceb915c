package dev.plumbline.ci;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a gate found: every rule at every point, those that hold and those that do not.
 *
 * @param bundle the name of the model that ran
 * @param baseline that of the model it was compared with; empty where there was no baseline
 * @param notes lines on what was not compared, and on what the numbers cannot tell
 */
public record GateReport(
    String bundle, String baseline, List<Verdict> verdicts, List<String> notes) {
  public GateReport {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  public List<Verdict> failures() {
    return verdicts.stream().filter(verdict -> !verdict.holds()).toList();
  }

  public boolean holds() {
    return failures().isEmpty();
  }

  /** Such as {@code 3 of 4 rules hold}. */
  public String summary() {
    int held = verdicts.size() - failures().size();
    return held
        + " of "
        + verdicts.size()
        + (verdicts.size() == 1 ? " check holds" : " checks hold");
  }

  /** One line for each failure. */
  public String failuresText() {
    return failures().stream().map(Verdict::says).collect(Collectors.joining("\n"));
  }
}
