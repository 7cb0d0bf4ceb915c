package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graphs compute what the published PyTorch code computed from the same weights. */
class PublishedCodeParityTest {
  private static final int[] FIXTURE_DEPTHS = {1, 3, 8};
  private static final int[] GOLDEN_DEPTHS = {1, 2, 4, 8, 32};

  /** Absolute or relative; the recurrence of random weights amplifies rounding. */
  private static final float TOLERANCE = 2e-4f;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"no-coda-f32", "untied-f32-shards", "no-prelude-f16", "head-bf16-shards"})
  void layoutsAgreeWithThePublishedCode(String name) throws OrtException {
    Bundle bundle = Fixtures.export(name, temp.resolve(name));
    Path expected = Fixtures.checkpoint(name).resolve("expected.safetensors");
    long[] ids = Fixtures.longs(Fixtures.floats(expected, "ids"));
    Differences logits = new Differences();
    Differences latents = new Differences();
    for (String kind : List.of("zero", "state")) {
      float[] state = Fixtures.floats(expected, "state");
      float[] start = kind.equals("zero") ? new float[state.length] : state;
      try (GraphRun run = new GraphRun(bundle, ids.length)) {
        List<GraphRun.Depth> depths = run.append(ids, start, 8);
        for (int r : FIXTURE_DEPTHS) {
          String prefix = kind + ".r" + r;
          GraphRun.Depth depth = depths.get(r - 1);
          logits.add(depth.floats("logits"), Fixtures.floats(expected, prefix + ".logits"));
          latents.add(depth.floats("latent"), Fixtures.floats(expected, prefix + ".latent"));
        }
      }
    }
    assertThat(logits.worst()).isLessThan(TOLERANCE);
    assertThat(latents.worst()).isLessThan(TOLERANCE);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  void goldenVectorsOfTinyRavenAreReproduced() throws IOException, OrtException {
    Path golden = Path.of(System.getProperty("plumbline.shared"), "golden", "tiny-raven");
    Path vectors = golden.resolve("golden.safetensors");
    Bundle bundle = Fixtures.export(golden, temp.resolve("tiny-raven"), Precision.FP32);
    JsonNode prompts =
        new ObjectMapper().readTree(golden.resolve("golden.json").toFile()).get("prompts");
    Differences logits = new Differences();
    Differences latents = new Differences();
    for (int i = 0; i < prompts.size(); i++) {
      long[] ids =
          StreamSupport.stream(prompts.get(i).get("ids").spliterator(), false)
              .mapToLong(JsonNode::longValue)
              .toArray();
      for (String kind : List.of("zero", "state")) {
        float[] state = Fixtures.floats(vectors, "prompt" + i + ".state");
        float[] start = kind.equals("zero") ? new float[state.length] : state;
        try (GraphRun run = new GraphRun(bundle, ids.length)) {
          List<GraphRun.Depth> depths = run.append(ids, start, 32);
          for (int r : GOLDEN_DEPTHS) {
            String prefix = "prompt%d.%s.r%d".formatted(i, kind, r);
            GraphRun.Depth depth = depths.get(r - 1);
            logits.add(depth.floats("logits"), Fixtures.floats(vectors, prefix + ".logits"));
            if (r == 1 || r == 8) {
              latents.add(depth.floats("latent"), Fixtures.floats(vectors, prefix + ".latent"));
            }
          }
        }
      }
    }
    assertThat(prompts).isNotEmpty();
    assertThat(logits.worst()).isLessThan(TOLERANCE);
    assertThat(latents.worst()).isLessThan(TOLERANCE);
  }

  @Test
  void tokensAppendedToKeysAndValuesGiveWhatOnePassGives() throws OrtException {
    Bundle bundle = Fixtures.export("untied-f32-shards", temp.resolve("bundle"));
    long[] ids = {5, 9, 31, 0, 12, 7};
    float[] zeros = new float[ids.length * bundle.shape().width()];
    Differences logits = new Differences();
    try (GraphRun whole = new GraphRun(bundle, ids.length);
        GraphRun grown = new GraphRun(bundle, ids.length + 5)) {
      float[] expected = whole.append(ids, zeros, 4).get(3).floats("logits");
      int vocabulary = bundle.shape().vocabSize();
      int done = 0;
      for (int tokens : new int[] {3, 1, 2}) {
        long[] part = Arrays.copyOfRange(ids, done, done + tokens);
        logits.add(
            grown.append(part, zeros(part, bundle), 4).get(3).floats("logits"),
            Arrays.copyOfRange(expected, done * vocabulary, (done + tokens) * vocabulary));
        done += tokens;
      }
    }
    assertThat(logits.worst()).isLessThan(TOLERANCE);
  }

  private static float[] zeros(long[] ids, Bundle bundle) {
    return new float[ids.length * bundle.shape().width()];
  }

  @Test
  void rowsAskedForAreSummarizedInTheirOrder() throws OrtException {
    Bundle bundle = Fixtures.export("head-bf16-shards", temp.resolve("bundle"));
    int vocabulary = bundle.shape().vocabSize();
    long[] ids = {5, 9, 31, 0};
    long[] rows = {3, 1};
    long[] targets = {17, 30};
    try (GraphRun all = new GraphRun(bundle, ids.length);
        GraphRun some = new GraphRun(bundle, ids.length)) {
      float[] logits = all.append(ids, zeros(ids, bundle), 2).get(1).floats("logits");
      GraphRun.Depth asked = some.append(ids, zeros(ids, bundle), 2, rows, targets).get(1);
      for (int i = 0; i < rows.length; i++) {
        int from = (int) rows[i] * vocabulary;
        float[] row = Arrays.copyOfRange(logits, from, from + vocabulary);
        double sum = 0;
        int best = 0;
        for (int token = 0; token < vocabulary; token++) {
          sum += Math.exp(row[token]);
          best = row[token] > row[best] ? token : best;
        }
        assertThat(asked.floats("target_logprob")[i])
            .isCloseTo((float) (row[(int) targets[i]] - Math.log(sum)), within(1e-5f));
        assertThat(asked.argmax()[i]).isEqualTo(best);
      }
    }
  }
}
