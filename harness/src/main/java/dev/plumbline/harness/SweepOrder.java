package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Setting;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sweep as it is sent to the machines that answer its slices.
 *
 * @param stated the plan and its execution, by the names of the options
 * @param settings all that decides answers, with the hashes of all files: what a machine must find
 *     to be the same before it answers
 * @param home the installation, whose tasks are known by name
 */
public record SweepOrder(Map<String, Object> stated, Map<String, String> settings, String home)
    implements Serializable {
  private static final List<String> FOLDERS =
      List.of(Setting.MODEL.key(), Setting.DATA.key(), Setting.INCLUDE_PATH.key());

  private static final String HOME = "home";

  public SweepOrder {
    stated = new LinkedHashMap<>(stated);
    settings = new LinkedHashMap<>(settings);
  }

  /** With absolute paths, valid on each machine that has the same files in the same places. */
  static SweepOrder of(PreparedSweep sweep, Execution execution) {
    SweepPlan plan = sweep.plan().withModel(sweep.bundle().folder());
    return new SweepOrder(
            StatedPlan.of(plan, execution).values(),
            RunSettings.of(
                StatedPlan.of(sweep.plan(), execution), sweep.bundle().sha256(), sweep.tasks()),
            Installation.home())
        .at((name, path) -> Path.of(path).toAbsolutePath().normalize().toString());
  }

  /** The folders that a machine reads, by the paths that they have in a {@link #packed} order. */
  public Map<String, Path> folders() {
    Map<String, Path> folders = new TreeMap<>();
    at(
        (name, path) -> {
          folders.put(name, Path.of(path));
          return path;
        });
    Path suite = Path.of(Installation.SUITE);
    if (folders.containsKey(HOME)) {
      folders.put(HOME + "/" + suite, folders.remove(HOME).resolve(suite));
    }
    return folders;
  }

  /** The same with relative paths, for {@link #folders} that were put elsewhere together. */
  public SweepOrder packed() {
    return at((name, path) -> name);
  }

  /** The same with its relative paths within a folder. */
  SweepOrder within(Path files) {
    return at((name, path) -> files.resolve(path).toString());
  }

  /**
   * The same with other paths.
   *
   * @param place of a folder's name and path
   */
  private SweepOrder at(BinaryOperator<String> place) {
    Map<String, Object> moved = new LinkedHashMap<>(stated);
    for (String key : FOLDERS) {
      moved.computeIfPresent(
          key,
          (name, value) ->
              value instanceof List<?> paths
                  ? IntStream.range(0, paths.size())
                      .mapToObj(i -> place.apply(name + "-" + i, paths.get(i).toString()))
                      .collect(Collectors.toCollection(ArrayList::new))
                  : place.apply(name, value.toString()));
    }
    return new SweepOrder(moved, settings, home.isEmpty() ? home : place.apply(HOME, home));
  }

  SweepPlan plan() {
    return StatedPlan.plan(new StatedValues(stated));
  }

  Execution execution() {
    return StatedPlan.execution(new StatedValues(stated));
  }

  /**
   * Makes sure that a machine would ask the same of the same model.
   *
   * @throws PlumblineException naming the first thing that differs
   */
  void require(PreparedSweep sweep) {
    Map<String, String> here =
        RunSettings.of(new Configuration(stated), sweep.bundle().sha256(), sweep.tasks());
    settings.forEach(
        (name, value) -> {
          if (!value.equals(here.get(name))) {
            throw new PlumblineException(
                "%s is %s here, but %s where the sweep was started; give all machines the same files"
                    .formatted(name, here.get(name), value));
          }
        });
  }
}
