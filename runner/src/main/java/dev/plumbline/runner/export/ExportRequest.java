package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Precision;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What to export.
 *
 * @param checkpoint a folder with config.json, safetensors and tokenizer.json
 * @param bundle the folder to make
 * @param loop which layers of a model of fixed depth become its core; absent: none
 * @param overwrite whether a bundle that is there already is replaced
 */
public record ExportRequest(
    Path checkpoint,
    Path bundle,
    Precision precision,
    Optional<LoopedLayers> loop,
    boolean overwrite) {
  public ExportRequest {
    checkpoint = checkpoint.toAbsolutePath().normalize();
    bundle = bundle.toAbsolutePath().normalize();
    Objects.requireNonNull(precision, "precision");
  }

  public ExportRequest(Path checkpoint, Path bundle, Precision precision, boolean overwrite) {
    this(checkpoint, bundle, precision, Optional.empty(), overwrite);
  }
}
