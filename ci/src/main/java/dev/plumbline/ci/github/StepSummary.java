package dev.plumbline.ci.github;

import static dev.plumbline.protocol.text.Markdown.cell;
import static dev.plumbline.protocol.text.Markdown.code;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A gate's report as Markdown for the page of a workflow's step. */
public final class StepSummary {
  /** What GitHub takes for a step; beyond it drops all of it. */
  private static final long MAX_BYTES = 1 << 20;

  private static final String CUT = "\n_Cut: GitHub shows 1 MiB a step._\n";
  private static final int FLIPS_SHOWN = 20;

  /**
   * Appends to the file that {@code GITHUB_STEP_SUMMARY} names, whole lines up to 1 MiB with what
   * is there already.
   */
  public static void append(GateReport report, Path file) {
    try {
      long there = Files.exists(file) ? Files.size(file) : 0;
      StringBuilder text = new StringBuilder();
      long left = MAX_BYTES - there - CUT.length();
      for (String line : lines(report)) {
        left -= (line + "\n").getBytes(UTF_8).length;
        if (left < 0) {
          text.append(there + CUT.length() <= MAX_BYTES ? CUT : "");
          break;
        }
        text.append(line).append('\n');
      }
      Files.writeString(file, text, CREATE, APPEND);
    } catch (IOException e) {
      throw new PlumblineException(
          file + ": the step summary cannot be written: " + PlumblineException.reason(e));
    }
  }

  static List<String> lines(GateReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("## Plumbline gate: " + report.summary());
    lines.add("");
    lines.add(
        "Model "
            + code(report.bundle())
            + (report.baseline().isEmpty() ? "" : ", compared with " + code(report.baseline())));
    lines.add("");
    lines.add("| | check | result |");
    lines.add("| --- | --- | --- |");
    List<Verdict> ordered = new ArrayList<>(report.failures());
    report.verdicts().stream().filter(Verdict::holds).forEach(ordered::add);
    for (Verdict verdict : ordered) {
      lines.add(
          "| %s | %s | %s |"
              .formatted(verdict.holds() ? "✅" : "❌", cell(verdict.name()), cell(verdict.says())));
    }
    lines.add("");
    report.notes().forEach(note -> lines.add("- " + code(note)));
    for (Verdict verdict : report.failures()) {
      if (!verdict.flips().isEmpty()) {
        flips(verdict, lines);
      }
    }
    return lines;
  }

  private static void flips(Verdict verdict, List<String> lines) {
    lines.add("");
    lines.add("Documents that flipped, " + code(verdict.name()) + ":");
    lines.add("");
    lines.add("| document | | asked | right | answered |");
    lines.add("| ---: | --- | --- | --- | --- |");
    for (Flip flip : verdict.flips().subList(0, Math.min(FLIPS_SHOWN, verdict.flips().size()))) {
      lines.add(
          "| %d | %s | %s | %s | %s |"
              .formatted(
                  flip.docId(),
                  flip.isLost() ? "lost" : "gained",
                  cell(flip.prompt()),
                  cell(flip.target()),
                  cell(flip.answer())));
    }
    int more = verdict.flips().size() - FLIPS_SHOWN;
    if (more > 0) {
      lines.add("");
      lines.add("and " + more + " more");
    }
  }

  private StepSummary() {}
}
