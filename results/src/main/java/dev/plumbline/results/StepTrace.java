package dev.plumbline.results;

import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.SampleId;
import java.util.List;

/**
 * When the tokens of a sample left the core.
 *
 * @param exited by continuation; a text is one
 * @param texts of these tokens, empty for special ones
 */
public record StepTrace(SampleId sample, List<List<ExitedToken>> exited, List<List<String>> texts) {
  public StepTrace {
    exited = exited.stream().map(List::copyOf).toList();
    texts = texts.stream().map(List::copyOf).toList();
    if (!exited.stream().map(List::size).toList().equals(texts.stream().map(List::size).toList())) {
      throw new IllegalArgumentException("each token has a text, be it empty");
    }
  }
}
