package dev.plumbline.runner.export.tensor;

import java.nio.FloatBuffer;

/** Parts of a matrix, taken while it streams by. */
public final class Slices {
  private Slices() {}

  /** Rows {@code from} to before {@code to} of a matrix with {@code columns} columns. */
  public static FloatData rows(FloatData matrix, long rows, long columns, long from, long to) {
    return ofEach(rows * columns, matrix, from * columns, to * columns);
  }

  /** Columns {@code from} to before {@code to} of a matrix with {@code columns} columns. */
  public static FloatData columns(FloatData matrix, long columns, long from, long to) {
    return ofEach(columns, matrix, from, to);
  }

  /** Of each {@code period} numbers those {@code from} to before {@code to}. */
  private static FloatData ofEach(long period, FloatData data, long from, long to) {
    return sink -> {
      long[] seen = {0};
      data.forEachChunk(
          chunk -> {
            FloatBuffer kept = FloatBuffer.allocate(chunk.remaining());
            while (chunk.hasRemaining()) {
              long place = seen[0] % period;
              long end = place < from ? from : place < to ? to : period;
              int count = (int) Math.min(end - place, chunk.remaining());
              if (place >= from && place < to) {
                kept.put(chunk.slice(chunk.position(), count));
              }
              chunk.position(chunk.position() + count);
              seen[0] += count;
            }
            if (kept.position() > 0) {
              sink.accept(kept.flip());
            }
          });
    };
  }
}
