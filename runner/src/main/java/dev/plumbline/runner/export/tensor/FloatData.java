package dev.plumbline.runner.export.tensor;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Numbers that come in chunks, so that no tensor need fit into memory. */
@FunctionalInterface
public interface FloatData {
  /** Numbers in a chunk at most. */
  int CHUNK = 1 << 20;

  void forEachChunk(Sink sink) throws IOException;

  /** Takes a chunk's numbers, position to limit, before it returns. */
  @FunctionalInterface
  interface Sink {
    void accept(FloatBuffer chunk) throws IOException;
  }
}
