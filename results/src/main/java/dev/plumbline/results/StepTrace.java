package dev.plumbline.results;

import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.SampleId;
import java.util.List;

/**
 * When the tokens of a sample left the core.
 *
 * @param exited by continuation; a text is one
 */
public record StepTrace(SampleId sample, List<List<ExitedToken>> exited) {
  public StepTrace {
    exited = exited.stream().map(List::copyOf).toList();
  }
}
