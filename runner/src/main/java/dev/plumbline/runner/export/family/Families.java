package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import java.util.List;
import java.util.stream.Collectors;

/** The families that can be exported. */
public final class Families {
  public static final List<CheckpointFamily> ALL =
      List.of(
          new Huginn(),
          new Retrofit(RavenLayout.LLAMA),
          new Retrofit(RavenLayout.OLMO),
          new Ouro(),
          new Nanbeige(),
          new Llama(),
          new Qwen2(),
          new Qwen3(),
          new Olmo2());

  private Families() {}

  /** The family that a config's model_type names, and that the checkpoint is of. */
  public static CheckpointFamily of(
      ConfigJson config, Checkpoint checkpoint, List<CheckpointFamily> known) {
    String modelType = config.text("model_type").orElse("");
    return known.stream()
        .filter(family -> family.modelType().equals(modelType))
        .filter(family -> family.recognizes(config, checkpoint))
        .findFirst()
        .orElseThrow(
            () ->
                config.unsupported(
                    "model_type",
                    known.stream()
                        .map(CheckpointFamily::modelType)
                        .distinct()
                        .collect(Collectors.joining(", "))));
  }
}
