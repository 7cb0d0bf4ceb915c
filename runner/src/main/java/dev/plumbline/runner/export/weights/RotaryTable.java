package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.network.Network;
import java.nio.FloatBuffer;
import java.util.List;

/** Cosines or sines of the rotary angles, [block_size, head_dim / 2]. */
public enum RotaryTable {
  COS {
    @Override
    double of(double angle) {
      return Math.cos(angle);
    }
  },
  SIN {
    @Override
    double of(double angle) {
      return Math.sin(angle);
    }
  };

  abstract double of(double angle);

  /** Its name in a bundle. */
  public String stored() {
    return name();
  }

  List<Long> shape(Network network) {
    return List.of((long) network.blockSize(), network.block().attention().headDim() / 2L);
  }

  /**
   * Computes it in float32 steps, as {@code precompute_freqs_cis} in raven_modeling_minimal.py
   * does.
   */
  public FloatData computed(Network network) {
    int headDim = network.block().attention().headDim();
    float base = (float) network.block().attention().rotary().base();
    float[] inverseFrequencies = new float[headDim / 2];
    for (int i = 0; i < inverseFrequencies.length; i++) {
      float exponent = 2f * i / headDim;
      inverseFrequencies[i] = 1 / (float) Math.pow(base, exponent);
    }
    return sink -> {
      FloatBuffer row = FloatBuffer.allocate(inverseFrequencies.length);
      for (int position = 0; position < network.blockSize(); position++) {
        row.clear();
        for (float inverseFrequency : inverseFrequencies) {
          row.put((float) of(position * inverseFrequency));
        }
        sink.accept(row.flip());
      }
    };
  }
}
