package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Precision;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to export.
 *
 * @param checkpoint a folder with config.json, safetensors and tokenizer.json
 * @param bundle the folder to make
 * @param overwrite whether a bundle that is there already is replaced
 */
public record ExportRequest(Path checkpoint, Path bundle, Precision precision, boolean overwrite) {
  public ExportRequest {
    checkpoint = checkpoint.toAbsolutePath().normalize();
    bundle = bundle.toAbsolutePath().normalize();
    Objects.requireNonNull(precision, "precision");
  }
}
