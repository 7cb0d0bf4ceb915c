package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.checkpoint.SafetensorsFile;
import dev.plumbline.runner.export.checkpoint.SafetensorsTensor;
import dev.plumbline.runner.export.tensor.Shapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** The committed checkpoints that {@code src/test/python/make_fixtures.py} made. */
final class Fixtures {
  private Fixtures() {}

  static Path checkpoint(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Bundle export(Path checkpoint, Path bundle, Precision precision) {
    return Exporter.export(
        new ExportRequest(checkpoint, bundle, precision, false), ExportProgress.NONE);
  }

  static Bundle export(String name, Path bundle) {
    return export(checkpoint(name), bundle, Precision.FP32);
  }

  /** A tensor of a safetensors file, whole. */
  static float[] floats(Path file, String name) {
    SafetensorsTensor tensor = SafetensorsFile.tensors(file).get(name);
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(Shapes.elements(tensor.shape())));
    try {
      tensor.forEachChunk(values::put);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values.array();
  }

  static long[] longs(float[] values) {
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (long) values[i];
    }
    return result;
  }
}
