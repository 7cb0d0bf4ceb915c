package dev.plumbline.exchange;

import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import java.util.Map;

/** One document at one r: what was asked, what the model answered, and how that was judged. */
public record Judged(Question question, Response response, Map<Score, Double> metrics) {
  /** The document's number in its data set. */
  public int number() {
    return question.document().number();
  }

  /** What each filter made of the answer, of several programs of the first; empty for choices. */
  public Map<String, String> filtered() {
    return response.match(
        choice -> Map.of(),
        Response.Generation::filtered,
        programs -> programs.attempts().get(0).filtered());
  }
}
