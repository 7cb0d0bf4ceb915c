package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where each token leaves on its own, answers, steps and what they took are equal to the last bit
 * however requests are batched or ordered, and whatever else is in the sweep.
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("slow")
class AdaptiveIndependenceTest {
  /** Every criterion and every lookup at least once. */
  private static final Sweep SWEEP =
      Sweep.parse(
          "16-entropy-diff:0.001,16-latent-diff:0.03,16-kl:0.001,16-minp-kl:0.00001,"
              + "16-argmax-stability:3,16-cosine:0.001,16-acceleration:0.05,"
              + "16-kl:0.01-full,16-latent-diff:0.05-available,16-kl:0.01-always-last,"
              + "16-kl:0.01-skip,16-latent-diff:0.05-randomized,16-mean,16-first,16-cycle:4,"
              + "16-block:4,16-anchor:4,16-kl:0.01-cycle:2-warm,16-warm,"
              + "16-kl:0.001:from3:every2:decode,16-contrast:4:0.5,9-latent-diff:0.05");

  private static final ModelOptions OPTIONS =
      TestDevice.options().withInitialState(new InitialState.Random(5, 1));

  private record Given(Answer answer, Usage usage) {}

  private static Bundle bundle;
  private static final List<Request> REQUESTS = requests();
  private static Map<SampleId, Given> alone;

  @BeforeAll
  static void answerEachRequestAlone(@TempDir Path folder) {
    bundle = new Golden("tiny-raven").export(folder.resolve("tiny-raven"));
    alone = answers(OPTIONS.withBatchSize(1), REQUESTS, SWEEP);
  }

  private static List<Request> requests() {
    Random random = new Random(3);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      StringBuilder text = new StringBuilder("Q");
      int words = random.nextInt(i % 6 == 0 ? 40 : 8);
      for (int word = 0; word < words; word++) {
        text.append(' ').append(Integer.toString(random.nextInt(100_000), 36));
      }
      requests.add(
          new Request.Loglikelihoods(
              new DocumentId("choices", i),
              text.toString(),
              List.of(" yes", " no, not at all", " " + random.nextInt())));
      Sampling sampling =
          i % 2 == 0 ? new Sampling.Greedy() : new Sampling.Random(0.9, 50, 0.95, 0.01, i);
      requests.add(
          new Request.GenerateUntil(
              new DocumentId("texts", i),
              text.toString(),
              List.of("\n"),
              new Decoding(1 + 2 * i, sampling)));
    }
    return requests;
  }

  private static Map<SampleId, Given> answers(
      ModelOptions options, List<Request> requests, Sweep sweep) {
    Map<SampleId, Given> answers = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, options)) {
      model.answer(
          requests,
          sweep,
          (request, point, answer, usage) ->
              assertThat(
                      answers.put(
                          new SampleId(request.document(), point), new Given(answer, usage)))
                  .isNull());
    }
    return answers;
  }

  private static void assertSame(Map<SampleId, Given> answers) {
    assertThat(answers).isNotEmpty();
    answers.forEach((key, given) -> assertThat(given).as("%s", key).isEqualTo(alone.get(key)));
  }

  private static List<Request> shuffled(int seed) {
    List<Request> order = new ArrayList<>(REQUESTS);
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  @Test
  void everyRequestIsAnsweredOnceAtEveryPoint() {
    assertThat(alone).hasSize(REQUESTS.size() * SWEEP.points().size());
    assertThat(alone.values()).noneMatch(given -> given.answer() instanceof Answer.Failed);
  }

  @Test
  void batchSizeAndOrderChangeNoBit() {
    assertSame(answers(OPTIONS.withBatchSize(3), shuffled(1), SWEEP));
    assertSame(answers(OPTIONS, shuffled(2), SWEEP));
  }

  @Test
  void otherPointsOfTheSweepChangeNoBit() {
    assertSame(answers(OPTIONS, REQUESTS, Sweep.parse("16-kl:0.001,16-cycle:4")));
  }

  /**
   * A budget of all iterations is no budget; it is scored token by token, the other in one pass.
   */
  @Test
  void scoringInOnePassSaysWhatReadingTokenByTokenSays() {
    for (String exit :
        List.of(
            "latent-diff:0.05",
            "latent-diff:0.2",
            "cosine:0.003",
            "acceleration:0.1",
            "latent-diff:0.1:from2:every3:decode")) {
      Sweep pair = Sweep.parse("16-%s,16-%s-cycle:16".formatted(exit, exit));
      List<Request> scored =
          REQUESTS.stream().filter(Request.Loglikelihoods.class::isInstance).toList();
      Map<SampleId, Given> answers = answers(OPTIONS, scored, pair);
      Set<Integer> steps = new HashSet<>();
      for (Request request : scored) {
        Answer inOnePass =
            answers.get(new SampleId(request.document(), pair.points().get(0))).answer();
        Answer byToken =
            answers.get(new SampleId(request.document(), pair.points().get(1))).answer();
        List<List<ExitedToken>> all = byToken.recorded().exited();
        for (int i = 0; i < all.size(); i++) {
          for (int token = 0; token < all.get(i).size(); token++) {
            ExitedToken expected = all.get(i).get(token);
            ExitedToken given = inOnePass.recorded().exited().get(i).get(token);
            assertThat(given.token()).isEqualTo(expected.token());
            assertThat(given.steps())
                .as("%s %s", exit, request.document())
                .isEqualTo(expected.steps());
            assertThat((double) given.logprob()).isCloseTo(expected.logprob(), within(1e-3));
            steps.add(given.steps());
          }
        }
      }
      assertThat(steps).as("%s lets tokens leave at several depths", exit).hasSizeGreaterThan(1);
    }
  }

  /** The two roads to the same numbers differ by rounding alone. */
  @Test
  void pointsThatLetNobodyLeaveSayWhatFixedDepthSays() {
    assertNobodyLeaves(OPTIONS);
  }

  /** Noise reaches tokens that are looked at one by one as it reaches whole batches. */
  @Test
  void pointsThatLetNobodyLeaveSayWhatFixedDepthSaysUnderNoise() {
    assertNobodyLeaves(OPTIONS.withNoise(Optional.of(TestTimeNoise.parse("geom:0.5").withSeed(3))));
  }

  private static void assertNobodyLeaves(ModelOptions options) {
    Sweep pair = Sweep.parse("16,16-kl:0.000000000001,16-latent-diff:0.000000000001-skip");
    Map<SampleId, Given> answers = answers(options, REQUESTS, pair);
    answers.forEach(
        (id, given) -> {
          Given fixed = answers.get(new SampleId(id.document(), pair.points().get(0)));
          if (given.answer() instanceof Answer.Loglikelihoods sums) {
            List<Float> expected = ((Answer.Loglikelihoods) fixed.answer()).sums();
            for (int i = 0; i < expected.size(); i++) {
              assertThat((double) sums.sums().get(i))
                  .as("%s", id)
                  .isCloseTo(expected.get(i), within(1e-3));
            }
          } else {
            assertThat(((Answer.Generation) given.answer()).tokens())
                .as("%s", id)
                .isEqualTo(((Answer.Generation) fixed.answer()).tokens());
          }
        });
  }
}
