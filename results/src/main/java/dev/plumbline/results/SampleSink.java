package dev.plumbline.results;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Where samples go, in whatever order they come. Samples of slices of a task's documents, made by
 * several processes, give in one sink what one process gives.
 */
public interface SampleSink {
  /** Whether this sample is there already. */
  boolean isAnswered(SampleId sample);

  /** Whether a document has no sample at some of the points. */
  default boolean lacks(DocumentId document, Collection<SweepPoint> points) {
    return points.stream().anyMatch(point -> !isAnswered(new SampleId(document, point)));
  }

  /**
   * Tells of the samples that are there already, in any order: a sweep that finds its depths by
   * itself looks at their scores.
   */
  void forEach(Consumer<Sample> sample);

  /** Keeps a sample, with what the model read and wrote for it. */
  void append(Sample sample, Usage usage);
}
