package dev.plumbline.spark;

import dev.plumbline.harness.Cluster;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes Spark known to {@link Cluster}. */
public final class SparkProvider implements Cluster.Provider {
  @Override
  public Cluster reach(String master, Optional<String> files, Consumer<String> notes) {
    return SparkCluster.reach(master, Shipping.of(files), notes);
  }
}
