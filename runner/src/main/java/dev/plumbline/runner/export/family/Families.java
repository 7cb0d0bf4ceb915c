package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import java.util.List;
import java.util.stream.Collectors;

/** The families that can be exported. */
public final class Families {
  public static final List<CheckpointFamily> ALL = List.of(new Huginn(), new Llama());

  private Families() {}

  /** The family that a config's model_type names. */
  public static CheckpointFamily of(ConfigJson config, List<CheckpointFamily> known) {
    String modelType = config.text("model_type").orElse("");
    return known.stream()
        .filter(family -> family.modelType().equals(modelType))
        .findFirst()
        .orElseThrow(
            () ->
                config.unsupported(
                    "model_type",
                    known.stream()
                        .map(CheckpointFamily::modelType)
                        .collect(Collectors.joining(", "))));
  }
}
