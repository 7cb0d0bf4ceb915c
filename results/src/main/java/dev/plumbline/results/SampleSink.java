package dev.plumbline.results;

import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;

/**
 * Where samples go, in whatever order they come. Samples of slices of a task's documents, made by
 * several processes, give in one sink what one process gives.
 */
public interface SampleSink {
  /** Whether this sample is there already. */
  boolean isAnswered(SampleId sample);

  /** Keeps a sample, with what the model read and wrote for it. */
  void append(Sample sample, Usage usage);
}
