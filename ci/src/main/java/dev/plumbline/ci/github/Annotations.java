package dev.plumbline.ci.github;

import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gate's report as workflow commands (actions/toolkit, {@code packages/core/src/command.ts}): an
 * error for each failure, a notice with the sum, a warning for each note. GitHub keeps 10 of a kind
 * for a step, so the last of more than 10 tells of the rest.
 */
public final class Annotations {
  private static final int MOST_OF_A_KIND = 10;
  private static final int FLIPS_SHOWN = 5;

  /**
   * One command a line.
   *
   * @param file where the annotations are shown, relative to the repository, such as the baseline
   */
  public static List<String> of(GateReport report, Optional<String> file) {
    List<String> commands = new ArrayList<>();
    commands.addAll(
        commands(
            "error",
            file,
            report.failures().stream()
                .map(v -> new Message("Gate: " + v.name(), v.says() + flips(v)))
                .toList()));
    commands.addAll(
        commands(
            "warning",
            file,
            report.notes().stream().map(note -> new Message("Gate", note)).toList()));
    commands.addAll(
        commands("notice", file, List.of(new Message("Plumbline gate", report.summary()))));
    return commands;
  }

  private record Message(String title, String text) {}

  private static String flips(Verdict verdict) {
    int more = verdict.flips().size() - FLIPS_SHOWN;
    return verdict.flips().stream()
            .limit(FLIPS_SHOWN)
            .map(flip -> "\n" + flip)
            .collect(Collectors.joining())
        + (more > 0 ? "\nand " + more + " more" : "");
  }

  private static List<String> commands(String kind, Optional<String> file, List<Message> all) {
    List<Message> kept = all;
    if (all.size() > MOST_OF_A_KIND) {
      List<Message> rest = all.subList(MOST_OF_A_KIND - 1, all.size());
      String names = rest.stream().map(Message::title).collect(Collectors.joining("\n"));
      kept = new ArrayList<>(all.subList(0, MOST_OF_A_KIND - 1));
      kept.add(new Message(rest.size() + " more", names));
    }
    return kept.stream()
        .map(
            m ->
                "::%s %stitle=%s::%s"
                    .formatted(
                        kind,
                        file.map(f -> "file=" + property(f) + ",").orElse(""),
                        property(m.title),
                        data(m.text)))
        .toList();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  private Annotations() {}
}
