package dev.plumbline.runner.export.family;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.Map;
import java.util.Set;

/**
 * Models whose checkpoints say in the same words what they are. To add one, implement this and list
 * it in {@link Families}.
 */
public interface CheckpointFamily {
  /** The {@code model_type} in its config.json. */
  String modelType();

  /**
   * Whether a checkpoint with the family's model_type is one of it; to be told where families share
   * a model_type.
   *
   * @throws PlumblineException if config.json and the tensors contradict each other
   */
  default boolean recognizes(ConfigJson config, Checkpoint checkpoint) {
    return true;
  }

  /**
   * The network that a config describes.
   *
   * @throws PlumblineException for a value that would make another computation than a {@link
   *     Network} can say
   */
  Network network(ConfigJson config);

  /** How often the core ran in training; up to 1 for models of fixed depth. */
  TrainedDepth trainedDepth(ConfigJson config);

  /** How long the rows of matrices are, by the config's keys that say so. */
  Map<String, Integer> rowSizes(Network network);

  /** Where a checkpoint keeps the network's weights. */
  WeightSource weights(Network network, Checkpoint checkpoint);

  /**
   * Keys of config.json that {@link #network} and {@link #trainedDepth} pass over, since no result
   * depends on them; any further key that they do not read is refused.
   */
  default Set<String> inertKeys() {
    return Set.of();
  }

  /** Whether no result depends on a tensor of this name; any further one is refused. */
  default boolean inertTensor(String name) {
    return false;
  }
}
