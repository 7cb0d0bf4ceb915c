package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Machines that answer slices of a sweep, each with the model loaded, through {@link SliceWorker}.
 * Whatever becomes of some of them, each slice is answered once, or the sweep ends with an error
 * and goes on later.
 */
public interface Cluster extends AutoCloseable {
  /** Reaches clusters of one kind; a {@link ServiceLoader service}. */
  interface Provider {
    /** See {@link Cluster#reach}. */
    Cluster reach(String master, Optional<String> files, Consumer<String> notes);
  }

  /**
   * Reaches a cluster.
   *
   * @param master its address, as its kind writes it
   * @param files how the model and the tasks get there; absent: all machines have them under the
   *     same paths as this one
   * @param notes hears what the user should know, a line each
   * @throws PlumblineException if it cannot be reached, or this build knows no clusters
   */
  static Cluster reach(String master, Optional<String> files, Consumer<String> notes) {
    return ServiceLoader.load(Provider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "this Plumbline was started without Apache Spark; ./plumbline builds and takes"
                        + " it by itself, see docs/spark.md"))
        .reach(master, files, notes);
  }

  /** How many slices are answered at the same time. */
  int slots();

  /**
   * Has slices answered.
   *
   * @param listener hears of each slice once, when it is answered or has failed for good, on the
   *     calling thread; what it throws ends the work
   * @throws PlumblineException if the cluster cannot go on
   */
  void answer(SweepOrder order, List<Slice> slices, Consumer<SliceAnswers> listener);

  @Override
  void close();
}
