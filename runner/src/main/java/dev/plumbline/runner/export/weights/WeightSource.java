package dev.plumbline.runner.export.weights;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.network.Part;
import java.util.Optional;

/**
 * A network's weights in a checkpoint. Finding one checks its name, type and shape and reads no
 * data yet; one that is not there, or of another shape, is refused by a {@link PlumblineException}.
 */
public interface WeightSource {
  FloatData of(ModelWeight weight);

  FloatData of(Part part, int block, BlockWeight weight);

  /** A rotary table that the checkpoint has; where it has none, it is computed. */
  default Optional<FloatData> saved(RotaryTable table) {
    return Optional.empty();
  }

  /** For a weight that no network of a family has. */
  static IllegalStateException notInFamily(Enum<?> weight) {
    return new IllegalStateException("no network of this family has " + weight);
  }
}
