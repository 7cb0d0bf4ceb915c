package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Answers are equal to the last bit however requests are batched, ordered or computed. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class IndependenceTest {
  private static final Sweep SWEEP = Sweep.of(List.of(1, 3, 8));
  private static final ModelOptions OPTIONS =
      TestDevice.options().withInitialState(new InitialState.Random(5, 1));

  private static Bundle bundle;
  private static List<Request> requests;
  private static Map<SampleId, Answer> alone;

  @BeforeAll
  static void answerEachRequestAlone(@TempDir Path folder) {
    bundle = new Golden("tiny-raven").export(folder.resolve("tiny-raven"));
    requests = requests();
    alone = answers(OPTIONS.withBatchSize(1), IntStream.range(0, requests.size()).boxed().toList());
  }

  /** Contexts and prompts of 1 to about 200 tokens, scored, continued greedily and sampled. */
  private static List<Request> requests() {
    Random random = new Random(3);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      StringBuilder text = new StringBuilder("Q");
      int words = random.nextInt(i % 6 == 0 ? 100 : 20);
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
              new Decoding(1 + i, sampling)));
    }
    return requests;
  }

  private static Map<SampleId, Answer> answers(ModelOptions options, List<Integer> order) {
    Map<SampleId, Answer> answers = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, options)) {
      model.answer(
          order.stream().map(requests::get).toList(),
          SWEEP,
          (request, point, answer, usage) ->
              assertThat(answers.put(new SampleId(request.document(), point), answer)).isNull());
    }
    return answers;
  }

  private static void assertSame(Map<SampleId, Answer> answers) {
    answers.forEach((key, answer) -> assertThat(answer).as("%s", key).isEqualTo(alone.get(key)));
  }

  private static List<Integer> shuffled(int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, requests.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  @Test
  void everyRequestIsAnsweredOnceAtEveryDepth() {
    assertThat(alone).hasSize(requests.size() * SWEEP.points().size());
    assertThat(alone.values()).noneMatch(Answer.Failed.class::isInstance);
  }

  @Test
  void batchSizeChangesNoBit() {
    assertSame(answers(OPTIONS.withBatchSize(5), shuffled(1)));
    assertSame(answers(OPTIONS, shuffled(2)));
  }

  @Test
  void batchSizeChangesNoBitUnderNoise() {
    ModelOptions noisy = OPTIONS.withNoise(Optional.of(TestTimeNoise.parse("chi:0.3").withSeed(5)));
    Map<SampleId, Answer> one =
        answers(noisy.withBatchSize(1), IntStream.range(0, requests.size()).boxed().toList());
    assertThat(one).isNotEqualTo(alone);
    assertThat(answers(noisy.withBatchSize(5), shuffled(6))).isEqualTo(one);
    assertThat(answers(noisy, shuffled(7))).isEqualTo(one);
  }

  @Test
  void threadCountChangesNoBit() {
    assertSame(answers(OPTIONS.withThreads(1), shuffled(3)));
    assertSame(answers(OPTIONS.withThreads(3), shuffled(4)));
  }

  @Test
  void pointsOfTheSweepChangeNoBitOfOneAnother() {
    Map<SampleId, Answer> answers = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, OPTIONS)) {
      model.answer(
          requests,
          Sweep.of(List.of(3)),
          (request, point, answer, usage) ->
              answers.put(new SampleId(request.document(), point), answer));
    }
    assertSame(answers);
  }
}
