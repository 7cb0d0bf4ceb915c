package dev.plumbline.runner.export.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SlicesTest {
  /** Three rows of four, in chunks that end within rows. */
  private static final FloatData MATRIX =
      sink -> {
        sink.accept(FloatBuffer.wrap(new float[] {0, 1, 2, 3, 10}));
        sink.accept(FloatBuffer.wrap(new float[] {11, 12, 13, 20, 21, 22}));
        sink.accept(FloatBuffer.wrap(new float[] {23}));
      };

  private static float[] all(FloatData data, int size) throws IOException {
    FloatBuffer all = FloatBuffer.allocate(size);
    data.forEachChunk(all::put);
    return all.array();
  }

  @Test
  void rowsAreTakenWhole() throws IOException {
    assertThat(all(Slices.rows(MATRIX, 3, 4, 1, 3), 8))
        .containsExactly(10, 11, 12, 13, 20, 21, 22, 23);
  }

  @Test
  void columnsAreTakenFromEachRow() throws IOException {
    assertThat(all(Slices.columns(MATRIX, 4, 1, 3), 6)).containsExactly(1, 2, 11, 12, 21, 22);
    assertThat(all(Slices.columns(MATRIX, 4, 3, 4), 3)).containsExactly(3, 13, 23);
  }
}
