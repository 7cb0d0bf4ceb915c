package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Log-likelihoods of whole texts, against those of lm-evaluation-harness on the published PyTorch
 * code ({@code rolling_likelihoods.py}).
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("slow")
class RollingParityTest {
  private static final ModelOptions ZERO =
      TestDevice.options().withInitialState(new InitialState.Zero());

  @TempDir Path folder;

  private Bundle bundle() {
    return new Golden("tiny-raven").export(folder.resolve("bundle"));
  }

  @Test
  void wholeTextsAreAsLikelyAsPublishedCodeSays() throws IOException {
    List<JsonNode> recorded = new ArrayList<>();
    try (InputStream in = RollingParityTest.class.getResourceAsStream("rolling-likelihoods.json")) {
      new ObjectMapper().readTree(in).forEach(recorded::add);
    }
    assertThat(recorded).hasSize(12);
    // One text at least is read in three windows.
    assertThat(recorded).anyMatch(each -> each.get("tokens").intValue() > 2 * 2048);
    List<String> texts =
        recorded.stream().map(each -> each.get("text").textValue()).distinct().toList();
    List<Request> requests = new ArrayList<>();
    for (String text : texts) {
      DocumentId document = new DocumentId("texts", requests.size());
      requests.add(Request.Loglikelihoods.ofText(document, text));
    }
    Map<String, Float> sums = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle(), ZERO)) {
      model.answer(
          requests,
          Sweep.of(List.of(1, 4, 16)),
          (request, point, answer, usage) -> {
            List<Float> sum = ((Answer.Loglikelihoods) answer).sums();
            assertThat(sum).hasSize(1);
            sums.put(point.label() + texts.get(request.document().number()), sum.get(0));
          });
    }
    for (JsonNode each : recorded) {
      double expected = each.get("loglikelihood").doubleValue();
      assertThat((double) sums.get(each.get("iterations") + each.get("text").textValue()))
          .isCloseTo(expected, within(1e-3 + 1e-6 * Math.abs(expected)));
    }
  }

  @Test
  void whereTokensLeaveOnTheirOwnTextsAreRefusedInOneLine() throws IOException {
    Request request = Request.Loglikelihoods.ofText(new DocumentId("texts", 0), "one two");
    List<Answer> answers = new ArrayList<>();
    try (RecurrentModel model = RecurrentModel.open(bundle(), ZERO)) {
      model.answer(
          List.of(request),
          new Sweep(List.of(SweepPoint.parse("8-kl:0.001"))),
          (asked, point, answer, usage) -> answers.add(answer));
    }
    assertThat(answers)
        .containsExactly(
            new Answer.Failed(
                "where tokens leave on their own, texts as a whole and several contexts are not"
                    + " asked"));
  }
}
