package dev.plumbline.reports;

import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A name for each run: the one that people chose, else its model's, with the run's folder where
 * models are called the same.
 */
public final class RunNames {

  /** In the runs' order; no two are equal. */
  public static List<String> of(List<Run> runs) {
    List<String> models = runs.stream().map(RunNames::name).toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      String model = models.get(i);
      String name =
          Collections.frequency(models, model) == 1
              ? model
              : model + " (" + folder(runs.get(i)) + ")";
      names.add(names.contains(name) ? name + " #" + (i + 1) : name);
    }
    return names;
  }

  /** Of a run that stands alone. */
  static String name(Run run) {
    return run.label().orElse(run.manifest().bundle().name());
  }

  /** The last part of the run's folder, as it is known to people. */
  public static String folder(Run run) {
    Path name = run.folder().toAbsolutePath().normalize().getFileName();
    return name == null ? "/" : name.toString();
  }

  private RunNames() {}
}
