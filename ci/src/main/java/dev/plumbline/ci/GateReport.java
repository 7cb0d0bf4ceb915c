package dev.plumbline.ci;

import java.util.List;

/**
 * What a gate found: every rule at every point, those that hold and those that do not. All texts in
 * it are single lines without control characters, wherever they are from.
 *
 * @param bundle the name of the model that ran
 * @param baseline that of the model it was compared with; empty where there was no baseline
 * @param notes lines on what was not compared, and on what the numbers cannot tell
 */
public record GateReport(
    String bundle, String baseline, List<Verdict> verdicts, List<String> notes) {
  public GateReport {
    bundle = OneLine.of(bundle);
    baseline = OneLine.of(baseline);
    verdicts = List.copyOf(verdicts);
    notes = notes.stream().map(OneLine::of).toList();
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
}
