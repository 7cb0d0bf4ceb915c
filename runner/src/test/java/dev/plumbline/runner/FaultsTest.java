package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.FailingBackend;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fails takes as little with it as it can. */
class FaultsTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final Sweep SWEEP = Sweep.of(List.of(1, 3));
  private static final String NO_MEMORY =
      "Error code - ORT_RUNTIME_EXCEPTION - message: Failed to allocate memory for requested"
          + " buffer of size 4096";

  private static RecurrentModel failing(int mostTokens, Throwable fault) {
    ModelOptions options = TestDevice.options();
    Backend backend = new FailingBackend(RecurrentModel.backend(options), mostTokens, fault);
    return RecurrentModel.open(BUNDLE, options, backend);
  }

  private static DocumentId document(int number) {
    return new DocumentId("dials", number);
  }

  private static List<Request> requests() {
    return IntStream.range(0, 20)
        .<Request>mapToObj(
            i -> {
              String text = "A dial at " + i % 10 + " goes plus 1.".repeat(1 + i % 5);
              return i < 10
                  ? new Request.Loglikelihoods(
                      document(i), text, List.of("####", " The capital", "\n"))
                  : new Request.GenerateUntil(
                      document(i), text, List.of(), Decoding.greedy(3 + i % 4));
            })
        .toList();
  }

  private static Map<SampleId, Answer> answers(RecurrentModel model, List<Request> requests) {
    Map<SampleId, Answer> answers = new HashMap<>();
    try (model) {
      model.answer(
          requests,
          SWEEP,
          (request, point, answer, usage) ->
              assertThat(answers.put(new SampleId(request.document(), point), answer)).isNull());
    }
    assertThat(answers).hasSize(requests.size() * SWEEP.points().size());
    return answers;
  }

  private static Map<SampleId, Answer> undisturbed(List<Request> requests) {
    return answers(RecurrentModel.open(BUNDLE, TestDevice.options()), requests);
  }

  @Test
  void batchThatDoesNotFitIsAnsweredInPartsToTheLastBit() {
    assertThat(answers(failing(60, new OrtException(NO_MEMORY)), requests()))
        .isEqualTo(undisturbed(requests()));
    assertThat(answers(failing(60, new OutOfMemoryError("direct buffer memory")), requests()))
        .isEqualTo(undisturbed(requests()));
  }

  @Test
  void requestThatDoesNotFitAloneFailsAndTheOthersAreAnswered() {
    int most = 24;
    Map<SampleId, Answer> expected = undisturbed(requests());
    Map<SampleId, Answer> answers = answers(failing(most, new OrtException(NO_MEMORY)), requests());
    long failed =
        answers.values().stream().filter(answer -> answer instanceof Answer.Failed).count();
    assertThat(failed).isBetween(2L, (long) answers.size() - 2);
    answers.forEach(
        (place, answer) -> {
          if (answer instanceof Answer.Failed error) {
            assertThat(error.error()).startsWith("out of memory: ").hasLineCount(1);
          } else {
            assertThat(answer).as("%s", place).isEqualTo(expected.get(place));
          }
        });
  }

  @Test
  void anyOtherFaultOfTheRuntimeEndsTheRun() {
    try (RecurrentModel model = failing(60, new OrtException("Invalid graph"))) {
      assertThatThrownBy(
              () -> model.answer(requests(), SWEEP, (request, point, answer, usage) -> {}))
          .isInstanceOf(PlumblineException.class)
          .hasMessageContaining("ONNX Runtime could not run the model: ")
          .hasMessageContaining("Invalid graph");
    }
  }

  @Test
  void usagesOfTheAnswersAddUpToWhatTheModelRan() {
    String examples = "A dial at 7 goes plus 5 times 3 minus 2.\n#### 4\n".repeat(5);
    for (boolean choices : List.of(true, false)) {
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String text = examples + "A dial at " + i + " goes plus 1.".repeat(1 + i % 3);
        requests.add(
            choices
                ? new Request.Loglikelihoods(
                    document(i), text, List.of("####", " The", "\n"), examples)
                : new Request.GenerateUntil(
                    document(i),
                    text,
                    List.of("####"),
                    Optional.of(Decoding.greedy(5 + i)),
                    examples));
      }
      Map<SweepPoint, List<Usage>> usages = new HashMap<>();
      try (RecurrentModel model = RecurrentModel.open(BUNDLE, TestDevice.options())) {
        Map<SweepPoint, Cost> costs =
            model.answer(
                requests,
                SWEEP,
                (request, point, answer, usage) ->
                    usages.computeIfAbsent(point, key -> new ArrayList<>()).add(usage));
        costs.forEach(
            (point, cost) -> {
              long shared = usages.get(point).get(0).sharedTokens();
              long tokens = usages.get(point).stream().mapToLong(Usage::tokens).sum() + shared;
              long keys =
                  usages.get(point).stream().mapToLong(Usage::visibleKeys).sum()
                      + shared * (shared + 1) / 2;
              assertThat(shared).isGreaterThan(32);
              assertThat(tokens).isEqualTo(cost.tokens());
              assertThat(BUNDLE.costs().flopsPerToken(point.iterations(), (double) keys / tokens))
                  .isEqualTo(cost.flopsPerToken());
            });
      }
    }
  }

  @Test
  void manyRequestsKeepTheirNumbers() {
    List<Request> many = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      many.add(new Request.Loglikelihoods(document(i), "" + i, List.of(" plus")));
    }
    Map<SampleId, Answer> answers = undisturbed(many);
    List<Request> late = many.subList(2040, 2060);
    undisturbed(late).forEach((place, answer) -> assertThat(answers.get(place)).isEqualTo(answer));
  }
}
