package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The published PyTorch code's logits, latents and greedy generations, all of them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class GoldenParityTest {
  /** Absolute or relative, as the golden vectors promise for float32. */
  private static final double TOLERANCE = 2e-4;

  private static final Sweep SWEEP = new Sweep(List.of(1, 2, 4, 8, 32));

  private static Golden golden;
  private static Bundle bundle;

  @BeforeAll
  static void export(@TempDir Path folder) {
    golden = new Golden();
    bundle = Golden.export(folder.resolve("tiny-raven"));
  }

  @Test
  void logitsAndLatentsFromAZeroStateAreThoseOfThePublishedCode() throws OrtException {
    ModelOptions zero = ModelOptions.defaults().withInitialState(new InitialState.Zero());
    try (Recurrence recurrence = Sessions.open(bundle, zero)) {
      for (int prompt = 0; prompt < golden.prompts(); prompt++) {
        compare(recurrence, prompt, "zero");
      }
    }
  }

  @Test
  void logitsAndLatentsFromAGivenStateAreThoseOfThePublishedCode() throws OrtException {
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] state = golden.matrix("prompt" + prompt + ".state");
      InitialStates states =
          new InitialStates(
              bundle.architecture().nEmbd(),
              position ->
                  position < state.length
                      ? state[position]
                      : new float[bundle.architecture().nEmbd()]);
      try (Recurrence recurrence = Sessions.open(bundle, ModelOptions.defaults(), states)) {
        compare(recurrence, prompt, "state");
      }
    }
  }

  private static void compare(Recurrence recurrence, int prompt, String init) throws OrtException {
    List<Integer> ids = golden.promptIds(prompt);
    Map<Integer, float[][]> logits = new HashMap<>();
    Map<Integer, float[][]> latents = new HashMap<>();
    int width = Layout.roundUp(ids.size());
    long[] places = LongStream.range(0, ids.size()).toArray();
    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, List.of(TokenTree.of(ids)), width, width);
        Scratch scratch = Scratch.of(memory, bundle.architecture(), 1, width)) {
      recurrence.run(
          layout,
          scratch,
          SWEEP,
          (r, state) -> {
            long[] targets = new long[places.length];
            Recurrence.Head head =
                recurrence.head(state, layout, scratch.coda(), places, targets, true);
            float[][] rows = new float[places.length][];
            Arrays.setAll(rows, head::logitsAt);
            logits.put(r, rows);
            latents.put(r, recurrence.latent(state, layout, scratch.coda())[0]);
          });
    }
    for (int r : SWEEP.iterations()) {
      String name = "prompt" + prompt + "." + init + ".r" + r;
      assertClose(name + ".logits", logits.get(r), golden.matrix(name + ".logits"));
      if (golden.has(name + ".latent")) {
        assertClose(name + ".latent", latents.get(r), golden.matrix(name + ".latent"));
      }
    }
  }

  private static void assertClose(String name, float[][] actual, float[][] expected) {
    for (int token = 0; token < expected.length; token++) {
      for (int i = 0; i < expected[token].length; i++) {
        double difference = Math.abs(actual[token][i] - expected[token][i]);
        double allowed = TOLERANCE * Math.max(1, Math.abs(expected[token][i]));
        assertThat(difference).as("%s[%d, %d]", name, token, i).isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Test
  void greedyGenerationsAreThoseOfThePublishedCodeTokenForToken() {
    ModelOptions zero = ModelOptions.defaults().withInitialState(new InitialState.Zero());
    try (RecurrentModel model = RecurrentModel.open(bundle, zero)) {
      for (JsonNode expected : golden.generations.get("greedy")) {
        Request request =
            new Request.Generation(
                golden.promptText(expected.get("prompt").asInt()),
                List.of(),
                expected.get("new_ids").size(),
                new Sampling.Greedy());
        model.answer(
            List.of(request),
            new Sweep(List.of(expected.get("r").asInt())),
            (index, r, answer, truncated) ->
                assertThat(((Answer.Generation) answer).tokens())
                    .as("prompt %s at r=%d", expected.get("prompt"), r)
                    .isEqualTo(Golden.ints(expected.get("new_ids"))));
      }
    }
  }
}
