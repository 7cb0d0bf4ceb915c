package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fails takes as little with it as it can. */
class FaultsTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final Sweep SWEEP = new Sweep(List.of(1, 3));
  private static final String NO_MEMORY =
      "Error code - ORT_RUNTIME_EXCEPTION - message: Failed to allocate memory for requested"
          + " buffer of size 4096";

  /** A core that calls with more tokens than {@code mostTokens} fail in. */
  private static final class FailingGraph extends Graph {
    private final int mostTokens;
    private final Throwable fault;

    FailingGraph(OrtSession session, int mostTokens, Throwable fault) {
      super(session);
      this.mostTokens = mostTokens;
      this.fault = fault;
    }

    @Override
    Result run(
        Map<String, OnnxTensor> inputs,
        Layout layout,
        PartCache cache,
        Map<String, OnnxTensor> written,
        Set<String> outputs)
        throws OrtException {
      if (layout.size() > mostTokens) {
        if (fault instanceof OrtException e) {
          throw e;
        }
        throw (Error) fault;
      }
      return super.run(inputs, layout, cache, written, outputs);
    }
  }

  private static RecurrentModel failing(int mostTokens, Throwable fault) throws OrtException {
    ModelOptions options = ModelOptions.defaults();
    List<Graph> graphs = new ArrayList<>();
    for (String part : List.of("prelude.onnx", "core.onnx", "coda.onnx")) {
      OrtSession session = OnnxRuntime.open(BUNDLE.file(part).toString(), OnnxRuntime.options());
      graphs.add(
          part.startsWith("core")
              ? new FailingGraph(session, mostTokens, fault)
              : new Graph(session));
    }
    InitialStates states = InitialStates.of(options.initialState(), BUNDLE.architecture());
    return new RecurrentModel(
        BUNDLE,
        options,
        Tokenizer.open(BUNDLE.file("tokenizer.json"), false),
        new Recurrence(graphs.get(0), graphs.get(1), graphs.get(2), states));
  }

  private static List<Request> requests() {
    return IntStream.range(0, 20)
        .mapToObj(
            i -> {
              String text = "A dial at " + i % 10 + " goes plus 1.".repeat(1 + i % 5);
              return i < 10
                  ? new Request.Loglikelihood(text, List.of("####", " The capital", "\n"))
                  : (Request)
                      new Request.Generation(text, List.of(), 3 + i % 4, new Sampling.Greedy());
            })
        .toList();
  }

  private static Map<List<Integer>, Answer> answers(RecurrentModel model, List<Request> requests) {
    Map<List<Integer>, Answer> answers = new HashMap<>();
    try (model) {
      model.answer(
          requests,
          SWEEP,
          (index, r, answer, reading) ->
              assertThat(answers.put(List.of(index, r), answer)).isNull());
    }
    assertThat(answers).hasSize(requests.size() * SWEEP.iterations().size());
    return answers;
  }

  private static Map<List<Integer>, Answer> undisturbed(List<Request> requests) {
    return answers(RecurrentModel.open(BUNDLE, ModelOptions.defaults()), requests);
  }

  @Test
  void batchThatDoesNotFitIsAnsweredInPartsToTheLastBit() throws OrtException {
    assertThat(answers(failing(60, new OrtException(NO_MEMORY)), requests()))
        .isEqualTo(undisturbed(requests()));
    assertThat(answers(failing(60, new OutOfMemoryError("direct buffer memory")), requests()))
        .isEqualTo(undisturbed(requests()));
  }

  @Test
  void requestThatDoesNotFitAloneFailsAndTheOthersAreAnswered() throws OrtException {
    int most = 24;
    Map<List<Integer>, Answer> expected = undisturbed(requests());
    Map<List<Integer>, Answer> answers =
        answers(failing(most, new OrtException(NO_MEMORY)), requests());
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
  void anyOtherFaultOfTheRuntimeEndsTheRun() throws OrtException {
    try (RecurrentModel model = failing(60, new OrtException("Invalid graph"))) {
      assertThatThrownBy(() -> model.answer(requests(), SWEEP, (i, r, answer, reading) -> {}))
          .isInstanceOf(PlumblineException.class)
          .hasMessageContaining("ONNX Runtime could not run the model: ")
          .hasMessageContaining("Invalid graph");
    }
  }

  @Test
  void readingsOfTheAnswersAddUpToWhatTheModelRan() {
    String examples = "A dial at 7 goes plus 5 times 3 minus 2.\n#### 4\n".repeat(5);
    for (boolean choices : List.of(true, false)) {
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String text = examples + "A dial at " + i + " goes plus 1.".repeat(1 + i % 3);
        requests.add(
            choices
                ? new Request.Loglikelihood(text, List.of("####", " The", "\n"), examples)
                : new Request.Generation(
                    text, List.of("####"), 5 + i, new Sampling.Greedy(), examples));
      }
      Map<Integer, List<Reading>> readings = new HashMap<>();
      try (RecurrentModel model = RecurrentModel.open(BUNDLE, ModelOptions.defaults())) {
        Map<Integer, Usage> usage =
            model.answer(
                requests,
                SWEEP,
                (i, r, answer, reading) ->
                    readings.computeIfAbsent(r, key -> new ArrayList<>()).add(reading));
        usage.forEach(
            (r, cost) -> {
              long shared = readings.get(r).get(0).sharedTokens();
              long tokens = readings.get(r).stream().mapToLong(Reading::tokens).sum() + shared;
              long keys =
                  readings.get(r).stream().mapToLong(Reading::visibleKeys).sum()
                      + shared * (shared + 1) / 2;
              assertThat(shared).isGreaterThan(32);
              assertThat(tokens).isEqualTo(cost.tokens());
              assertThat(BUNDLE.costs().flopsPerToken(r, (double) keys / tokens))
                  .isEqualTo(cost.flopsPerToken());
            });
      }
    }
  }

  @Test
  void manyRequestsKeepTheirNumbers() {
    List<Request> many = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      many.add(new Request.Loglikelihood("" + i, List.of(" plus")));
    }
    Map<List<Integer>, Answer> answers = undisturbed(many);
    List<Request> late = many.subList(2040, 2060);
    undisturbed(late)
        .forEach(
            (place, answer) ->
                assertThat(answers.get(List.of(2040 + place.get(0), place.get(1))))
                    .isEqualTo(answer));
  }
}
