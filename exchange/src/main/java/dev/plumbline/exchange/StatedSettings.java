package dev.plumbline.exchange;

import dev.plumbline.results.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a run that a submission states: those that an answer depends on, and none that
 * names a place on the machine.
 */
public final class StatedSettings {
  private static final List<String> STATED =
      List.of(
          "init",
          "init-scale",
          "limit",
          "num-fewshot",
          "fewshot-seed",
          "chat",
          "no-fewshot-as-multiturn",
          "system",
          "add-bos-token",
          "max-gen-toks",
          "temperature",
          "top-k",
          "top-p",
          "min-p",
          "k");

  /** Where {@code configuration} says which tool asked the model, if it was not Plumbline. */
  public static final String IMPORTED_FROM = "imported-from";

  /** Where {@code configuration} of imported answers has the examples in each task's prompts. */
  public static final String FEWSHOT = "n-shot";

  /** The name of the tool where that is Plumbline. */
  public static final String PLUMBLINE = "plumbline";

  /** Name and version of what asked the model. */
  public record Tool(String name, String version) {}

  /** By name, in a fixed order, as texts; only those that the run's configuration has. */
  public static Map<String, String> of(Manifest manifest) {
    Map<String, String> stated = new LinkedHashMap<>();
    if (manifest.seed().isPresent()) {
      stated.put("seed", Long.toString(manifest.seed().getAsLong()));
    }
    for (String name : STATED) {
      Object value = manifest.configuration().get(name);
      if (value != null) {
        stated.put(name.replace('-', '_'), value.toString());
      }
    }
    return stated;
  }

  /** A number in the configuration. */
  public static Optional<Number> number(Manifest manifest, String name) {
    return manifest.configuration().get(name) instanceof Number number
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Examples in a task's prompts, as whoever asked an imported task stated them. */
  public static OptionalInt fewshot(Manifest manifest, String task) {
    return manifest.configuration().get(FEWSHOT) instanceof Map<?, ?> shots
            && shots.get(task) instanceof Integer count
        ? OptionalInt.of(count)
        : OptionalInt.empty();
  }

  /** What asked the model. */
  public static Tool tool(Manifest manifest) {
    return manifest.configuration().get(IMPORTED_FROM) instanceof Map<?, ?> from
            && from.get("name") instanceof String name
            && from.get("version") instanceof String version
        ? new Tool(name, version)
        : new Tool(PLUMBLINE, manifest.versions().plumbline());
  }

  /** Whether answers of another tool were imported. */
  public static boolean isImported(Manifest manifest) {
    return manifest.configuration().containsKey(IMPORTED_FROM);
  }

  /** Whether programs from a file of samples were scored, so that nothing is known of a model. */
  public static boolean isScored(Manifest manifest) {
    return manifest.configuration().containsKey("samples");
  }

  /** Whether the model was asked here. */
  public static boolean isAskedHere(Manifest manifest) {
    return !isImported(manifest) && !isScored(manifest);
  }

  private StatedSettings() {}
}
