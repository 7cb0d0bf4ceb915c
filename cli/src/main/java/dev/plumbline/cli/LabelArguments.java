package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option on what runs are called. */
final class LabelArguments {
  @Option(
      names = "--label",
      paramLabel = "NAME=RUN",
      description =
          "Call a run NAME in titles, legends and tables; RUN is its folder as it is given (default:"
              + " its model's name).")
  private List<String> labels = new ArrayList<>();

  boolean isGiven() {
    return !labels.isEmpty();
  }

  /** The runs, as they are called. */
  List<Run> of(List<Run> runs) {
    Map<Path, String> names = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (String label : labels) {
      Path folder = folder(label, runs);
      String name = label.substring(0, label.length() - folder.toString().length() - 1).strip();
      if (name.isEmpty() || name.codePoints().anyMatch(Character::isISOControl)) {
        throw new PlumblineException(
            "--label '%s': the name is empty or has control characters; write NAME=RUN"
                .formatted(label));
      }
      if (names.put(folder, name) != null) {
        throw new PlumblineException("--label: " + folder + " is given two names; give one");
      }
      if (!taken.add(name)) {
        throw new PlumblineException("--label: two runs are called '" + name + "'; choose another");
      }
    }
    return runs.stream()
        .map(run -> names.containsKey(run.folder()) ? run.called(names.get(run.folder())) : run)
        .toList();
  }

  /** A name may hold equals signs, and so may a folder: the longest that is given counts. */
  private static Path folder(String label, List<Run> runs) {
    return runs.stream()
        .map(Run::folder)
        .filter(folder -> label.endsWith("=" + folder))
        .max(Comparator.comparingInt(folder -> folder.toString().length()))
        .orElseThrow(
            () ->
                new PlumblineException(
                    "--label '%s': names none of the runs given, %s; write NAME=RUN"
                        .formatted(
                            label,
                            runs.stream()
                                .map(run -> run.folder().toString())
                                .collect(Collectors.joining(", ")))));
  }
}
