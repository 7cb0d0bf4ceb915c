package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Cosines or sines of the rotary angles, [block_size, head_dim / 2]: taken from the checkpoint
 * where it has them in float32, as the published code does, else computed in its float32 steps
 * ({@code precompute_freqs_cis} in raven_modeling_minimal.py).
 */
enum RotaryTable {
  COS(0) {
    @Override
    double of(double angle) {
      return Math.cos(angle);
    }
  },
  SIN(1) {
    @Override
    double of(double angle) {
      return Math.sin(angle);
    }
  };

  /** In the checkpoint: [1, block_size, 1, head_dim / 2, 2], the cosine before the sine. */
  static final String SAVED = "freqs_cis";

  /** Which of a saved pair it is. */
  private final int place;

  RotaryTable(int place) {
    this.place = place;
  }

  abstract double of(double angle);

  static List<Long> savedShape(Architecture a) {
    return List.of(1L, (long) a.blockSize(), 1L, a.headDim() / 2L, 2L);
  }

  List<Long> shape(Architecture a) {
    return List.of((long) a.blockSize(), a.headDim() / 2L);
  }

  FloatData data(Architecture a, Optional<SafetensorsTensor> saved) {
    return saved.filter(tensor -> tensor.format() == FloatFormat.F32).isPresent()
        ? sink -> saved.get().forEachChunk(pairs -> sink.accept(everySecond(pairs)))
        : sink -> compute(a, sink);
  }

  private FloatBuffer everySecond(FloatBuffer pairs) {
    FloatBuffer own = FloatBuffer.allocate(pairs.remaining() / 2);
    for (int i = place; i < pairs.limit(); i += 2) {
      own.put(pairs.get(i));
    }
    return own.flip();
  }

  private void compute(Architecture a, FloatData.Sink sink) throws IOException {
    float[] inverseFrequencies = new float[a.headDim() / 2];
    for (int i = 0; i < inverseFrequencies.length; i++) {
      float exponent = 2f * i / a.headDim();
      inverseFrequencies[i] = 1 / (float) Math.pow((float) a.ropeBase(), exponent);
    }
    FloatBuffer row = FloatBuffer.allocate(inverseFrequencies.length);
    for (int position = 0; position < a.blockSize(); position++) {
      row.clear();
      for (float inverseFrequency : inverseFrequencies) {
        row.put((float) of(position * inverseFrequency));
      }
      sink.accept(row.flip());
    }
  }
}
