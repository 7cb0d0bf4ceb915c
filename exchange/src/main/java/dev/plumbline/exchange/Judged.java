package dev.plumbline.exchange;

import dev.plumbline.results.Answer;
import dev.plumbline.results.DocumentLine;
import java.util.Map;

/** One document at one r: what was asked, what the model answered, and how that was judged. */
public record Judged(DocumentLine document, Answer answer, Map<String, Double> metrics) {

  /** What each filter made of the answer; empty for log-likelihoods. */
  public Map<String, String> filtered() {
    if (answer instanceof Answer.Generation generation) {
      return generation.filtered();
    }
    return answer instanceof Answer.Programs programs
        ? programs.attempts().get(0).filtered()
        : Map.of();
  }
}
