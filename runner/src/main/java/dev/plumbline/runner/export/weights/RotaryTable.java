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

  /** Computes it in float32 steps, as published code does. */
  public FloatData computed(Network network) {
    float[] inverseFrequencies = InverseFrequencies.of(network.block().attention());
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
