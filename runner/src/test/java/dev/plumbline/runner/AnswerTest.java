package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a model makes of requests that are odd. */
class AnswerTest {
  private static final RecurrentModel MODEL =
      RecurrentModel.open(Bundle.open(Path.of("..", "models", "embedded")), TestDevice.options());
  private static final Sweep SWEEP = Sweep.of(List.of(1, 2));
  private static final DocumentId DOCUMENT = new DocumentId("dials", 3);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static List<Answer> answers(Request... requests) {
    List<Answer> answers = new ArrayList<>();
    MODEL.answer(List.of(requests), SWEEP, (request, point, answer, usage) -> answers.add(answer));
    return answers;
  }

  @Test
  void equalRequestsAreEachAnswered() {
    Request text =
        new Request.GenerateUntil(DOCUMENT, "A dial at 3", List.of(), Decoding.greedy(3));
    Request choice = new Request.Loglikelihoods(DOCUMENT, "A dial at 3", List.of(" goes"));
    assertThat(answers(text, choice, text, choice)).hasSize(8);
  }

  @Test
  void emptyStopStringStopsNothing() {
    Request without =
        new Request.GenerateUntil(DOCUMENT, "A dial at 3", List.of("zz"), Decoding.greedy(3));
    Request with =
        new Request.GenerateUntil(DOCUMENT, "A dial at 3", List.of("", "zz"), Decoding.greedy(3));
    assertThat(answers(with)).isEqualTo(answers(without));
  }

  @Test
  void textWithoutItsDecodingIsRefused() {
    Request request =
        new Request.GenerateUntil(DOCUMENT, "A dial at 3", List.of(), Optional.empty(), "");
    assertThatThrownBy(() -> answers(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dials, document 3: the request does not say how to decode");
  }

  @Test
  void emptyContinuationIsRefused() {
    assertThatThrownBy(() -> answers(new Request.Loglikelihoods(DOCUMENT, "A", List.of("b", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("continuations must not be empty: [b, ]");
  }
}
