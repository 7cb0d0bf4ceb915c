package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitDistribution;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.ExitState;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Recurrence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ouro's exit gate and expected logits, as its own PyTorch code computes them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class ExitGateParityTest {
  private static final double TOLERANCE = 2e-4;
  private static final SweepPoint EXPECTED = SweepPoint.expected(4);

  private static Golden golden;
  private static Bundle bundle;
  private static Backend backend;
  private static Recurrence recurrence;

  @BeforeAll
  static void export(@TempDir Path folder) {
    golden = new Golden("families/ouro");
    bundle = golden.export(folder.resolve("ouro"));
    backend = RecurrentModel.backend(TestDevice.options());
    recurrence = new Recurrence(backend, bundle, InitialStates.zeros(bundle.shape().width()), true);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** Sees the logits of all tokens at a point, and the gate's values so far. */
  private interface Visitor {
    void visit(SweepPoint point, Head head, ExitState exit);
  }

  private static void run(List<Integer> ids, Sweep sweep, Visitor visitor) {
    long[] places = LongStream.range(0, ids.size()).toArray();
    CacheShape shape = bundle.shape().caches();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(ids)), 0);
        SharedPrefix prefix = SharedPrefix.none(memory, shape);
        PrefixCaches caches = new PrefixCaches(memory, shape, prefix, 1)) {
      recurrence.run(
          batch,
          EveryExit.of(sweep, 1),
          caches,
          exit -> {
            for (SweepPoint point : sweep.pointsAt(exit.iterations())) {
              long[] targets = new long[places.length];
              Head head =
                  recurrence.head(
                      exit.at(point), batch, caches.coda(exit.iterations()), places, targets, true);
              visitor.visit(point, head, exit);
            }
          });
    }
  }

  @Test
  void expectedLogitsAreTheReferences() {
    int[] compared = {0};
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] expected = golden.matrix("prompt%d.weighted4.logits".formatted(prompt));
      run(
          golden.promptIds(prompt),
          new Sweep(List.of(SweepPoint.fixed(2), SweepPoint.fixed(4), EXPECTED)),
          (point, head, exit) -> {
            if (point.equals(EXPECTED)) {
              for (int token = 0; token < expected.length; token++) {
                assertClose(head.logitsAt(token), expected[token]);
              }
              compared[0]++;
            }
          });
    }
    assertThat(compared[0]).isEqualTo(golden.prompts());
  }

  private static void assertClose(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double allowed = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertThat((double) actual[i]).isCloseTo(expected[i], within(allowed));
    }
  }

  /** By token, the gate's values after each of six loops. */
  private static List<List<Float>> gates(int prompt) {
    List<List<Float>> gates = new ArrayList<>();
    run(
        golden.promptIds(prompt),
        Sweep.of(List.of(6)),
        (point, head, exit) -> {
          for (int token = 0; token < golden.promptIds(prompt).size(); token++) {
            List<Float> own = new ArrayList<>();
            for (float[] iteration : exit.gates()) {
              own.add(iteration[token]);
            }
            gates.add(own);
          }
        });
    return gates;
  }

  @Test
  void gateAndExitDistributionsAreTheReferences() {
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] gate = golden.matrix("prompt%d.gate".formatted(prompt));
      List<List<Float>> gates = gates(prompt);
      assertThat(gates).hasSize(gate.length);
      for (int token = 0; token < gate.length; token++) {
        List<Float> own = gates.get(token);
        float[] values = new float[own.size()];
        for (int t = 0; t < values.length; t++) {
          values[t] = own.get(t);
        }
        assertClose(values, gate[token]);
        for (int loops : List.of(4, 6)) {
          float[][] pdf = golden.matrix("prompt%d.exit%d.pdf".formatted(prompt, loops));
          List<Double> probabilities = ExitDistribution.of(own.subList(0, loops)).probabilities();
          assertThat(probabilities).hasSize(loops);
          for (int t = 0; t < loops; t++) {
            assertThat(probabilities.get(t)).isCloseTo(pdf[token][t], within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void quantileStepsAreTheReferences() {
    Map<Integer, List<List<Float>>> gates = new HashMap<>();
    for (JsonNode expected : golden.generations.get("quantile_steps")) {
      int loops = expected.get("loops").asInt();
      List<Integer> steps =
          gates.computeIfAbsent(expected.get("prompt").asInt(), ExitGateParityTest::gates).stream()
              .map(own -> ExitDistribution.of(own.subList(0, loops)))
              .map(exit -> exit.quantile(expected.get("q").asDouble()))
              .toList();
      assertThat(steps).as("%s", expected).isEqualTo(Golden.ints(expected.get("steps")));
    }
    assertThat(gates).hasSize(golden.prompts());
  }

  /** Decoding with caches, beside other points, says what recomputing all says for each token. */
  @Test
  void textOfExpectedLogitsIsThatOfFullPasses() {
    int newTokens = 8;
    List<Integer> ids = new ArrayList<>(golden.promptIds(0));
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < newTokens; i++) {
      run(
          ids,
          new Sweep(List.of(EXPECTED)),
          (point, head, exit) -> expected.add((int) head.argmax().get(ids.size() - 1)));
      ids.add(expected.get(i));
    }
    Request request =
        new Request.GenerateUntil(
            new DocumentId("golden", 0),
            golden.promptText(0),
            List.of(),
            Decoding.greedy(newTokens));
    Map<SweepPoint, List<Integer>> texts = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, TestDevice.options())) {
      model.answer(
          List.of(request),
          new Sweep(List.of(SweepPoint.fixed(2), SweepPoint.fixed(4), EXPECTED)),
          (asked, point, answer, usage) -> texts.put(point, ((Answer.Generation) answer).tokens()));
    }
    assertThat(texts.get(EXPECTED)).isEqualTo(expected);
    assertThat(texts.get(SweepPoint.fixed(4))).isNotEqualTo(expected);
  }

  /** The logits of each token after the loop at which it leaves, of four. */
  private static List<float[]> logitsAtQuantile(List<Integer> ids, double q) {
    List<List<float[]>> byLoop = new ArrayList<>();
    List<List<Float>> gates = new ArrayList<>();
    run(
        ids,
        Sweep.of(List.of(1, 2, 3, 4)),
        (point, head, exit) -> {
          List<float[]> rows = new ArrayList<>();
          for (int token = 0; token < ids.size(); token++) {
            rows.add(head.logitsAt(token));
            if (exit.iterations() == 1) {
              gates.add(new ArrayList<>());
            }
            gates.get(token).add(exit.gates().get(exit.iterations() - 1)[token]);
          }
          byLoop.add(rows);
        });
    List<float[]> read = new ArrayList<>();
    for (int token = 0; token < ids.size(); token++) {
      read.add(byLoop.get(ExitDistribution.of(gates.get(token)).quantile(q) - 1).get(token));
    }
    return read;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.9})
  void logitsAtAQuantileOfTheExitAreTheReferences(double q) {
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] expected = golden.matrix("prompt%d.q%s.logits".formatted(prompt, q));
      List<float[]> read = logitsAtQuantile(golden.promptIds(prompt), q);
      for (int token = 0; token < expected.length; token++) {
        assertClose(read.get(token), expected[token]);
      }
    }
  }

  @Test
  void textsAtAQuantileOfTheExitAreTheReferences() {
    for (JsonNode expected : golden.generations.get("greedy_exit")) {
      List<Integer> ids = new ArrayList<>(golden.promptIds(expected.get("prompt").asInt()));
      List<Integer> made = new ArrayList<>();
      for (int i = 0; i < expected.get("ids").size(); i++) {
        float[] logits = logitsAtQuantile(ids, expected.get("q").asDouble()).get(ids.size() - 1);
        int best = 0;
        for (int token = 0; token < logits.length; token++) {
          best = logits[token] > logits[best] ? token : best;
        }
        ids.add(best);
        made.add(best);
      }
      assertThat(made).as("%s", expected).isEqualTo(Golden.ints(expected.get("ids")));
    }
  }
}
