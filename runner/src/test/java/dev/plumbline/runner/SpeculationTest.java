package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.export.LoopedLayers;
import dev.plumbline.runner.network.Network.Update;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are those of plain decoding, token by token, whatever is drafted. */
@Tag("slow")
class SpeculationTest {
  private static final Bundle EMBEDDED = Bundle.open(Path.of("..", "models", "embedded"));
  private static final Sweep SWEEP = Sweep.of(List.of(1, 2, 4, 8, 16, 32));

  /**
   * Prompts for each model; the build's default asks fewer than a release, which sets it to 200.
   */
  private static int prompts(int usual) {
    return Integer.getInteger("plumbline.speculation.prompts", usual);
  }

  private static final ModelOptions OPTIONS =
      TestDevice.options().withInitialState(new InitialState.Random(5, 1)).withThreads(1);

  /** What a model answers, what it is told that answers cost, and what came of its drafts. */
  private record Answers(
      Map<SampleId, Answer> texts,
      Map<SampleId, Usage> usages,
      Map<SweepPoint, Cost> costs,
      SpeculationResult speculated) {}

  private static Answers answers(
      Bundle bundle, ModelOptions options, Sweep sweep, List<Request> requests) {
    Map<SampleId, Answer> texts = new HashMap<>();
    Map<SampleId, Usage> usages = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, options)) {
      Map<SweepPoint, Cost> costs =
          model.answer(
              requests,
              sweep,
              (request, point, answer, usage) -> {
                SampleId sample = new SampleId(request.document(), point);
                assertThat(texts.put(sample, answer)).isNull();
                usages.put(sample, usage);
              });
      assertThat(texts).hasSize(requests.size() * sweep.points().size());
      assertThat(texts.values()).noneMatch(Answer.Failed.class::isInstance);
      return new Answers(texts, usages, costs, model.speculated());
    }
  }

  private static ModelOptions drafting(String how) {
    return OPTIONS.withSpeculation(Speculation.parse(how));
  }

  /** Such as the embedded model was trained on, behind a shared example; all lengths of answers. */
  private static List<Request> questions(int count) {
    Random random = new Random(11);
    String example = "Question: A dial at 6 goes plus 2.\nAnswer: #### 8\n\n";
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder dial = new StringBuilder("A dial at " + random.nextInt(10) + " goes");
      for (int step = 1 + random.nextInt(6); step > 0; step--) {
        dial.append(random.nextBoolean() ? " plus " : " minus ").append(1 + random.nextInt(5));
      }
      String shared = i % 3 == 0 ? example : "";
      Request.GenerateUntil request =
          i % 2 == 0
              ? new Request.GenerateUntil(
                  new DocumentId("dials", i),
                  shared + "Question: " + dial + ".\nAnswer:",
                  i % 4 == 0 ? List.of("Question:") : List.of(),
                  Decoding.greedy(1 + random.nextInt(24)))
              : new Request.GenerateUntil(
                  new DocumentId("programs", i),
                  shared
                      + "Write a function f that adds %d to x and then multiplies by %d.\n"
                          .formatted(random.nextInt(9), random.nextInt(9)),
                  List.of("\n\n"),
                  Decoding.greedy(1 + random.nextInt(40)));
      requests.add(request.sharing(shared));
    }
    return requests;
  }

  /** Any words, for models that were never trained. */
  private static List<Request> words(int count, IntFunction<Sampling> how) {
    Random random = new Random(3);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("Q");
      for (int word = random.nextInt(20); word > 0; word--) {
        text.append(' ').append(Integer.toString(random.nextInt(100_000), 36));
      }
      requests.add(
          new Request.GenerateUntil(
              new DocumentId("words", i),
              text.toString(),
              List.of(),
              new Decoding(20, how.apply(i))));
    }
    return requests;
  }

  private static void assertSameAsPlain(Answers actual, Answers plain) {
    plain.texts.forEach(
        (key, text) -> assertThat(actual.texts).as("%s", key).containsEntry(key, text));
    assertThat(actual.usages).isEqualTo(plain.usages);
    plain.costs.forEach(
        (point, cost) -> {
          assertThat(actual.costs.get(point).tokens()).isEqualTo(cost.tokens());
          assertThat(actual.costs.get(point).flopsPerToken()).isEqualTo(cost.flopsPerToken());
        });
  }

  private static void assertDraftsCount(Answers answers, int depth, Sweep sweep) {
    assertThat(answers.speculated.counts().keySet())
        .isEqualTo(
            sweep.points().stream()
                .filter(point -> point.iterations() > depth)
                .collect(Collectors.toSet()));
    answers.speculated.counts().forEach((point, came) -> assertCounts(answers, point, came));
  }

  /** All new tokens but each text's first, which the prompt gives, came of a round. */
  private static void assertCounts(Answers answers, SweepPoint point, Speculated came) {
    long tokens =
        answers.texts.entrySet().stream()
            .filter(entry -> entry.getKey().point().equals(point))
            .mapToLong(entry -> ((Answer.Generation) entry.getValue()).tokens().size() - 1L)
            .sum();
    assertThat(came.tokens()).isEqualTo(tokens);
    assertThat(came.accepted()).isLessThanOrEqualTo(came.drafted());
    assertThat(came.tokens()).isBetween(came.rounds(), came.rounds() + came.accepted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:1", "4:8", "2:20"})
  void greedyTextsOfTheEmbeddedModelArePlainOnes(String how) {
    List<Request> requests = questions(prompts(40));
    Answers plain = answers(EMBEDDED, OPTIONS, SWEEP, requests);
    Answers drafted = answers(EMBEDDED, drafting(how), SWEEP, requests);
    assertSameAsPlain(drafted, plain);
    assertDraftsCount(drafted, Speculation.parse(how).depth(), SWEEP);
    assertThat(plain.speculated.counts()).isEmpty();
  }

  @Test
  void batchSizeAndOrderChangeNothing() {
    List<Request> requests = questions(24);
    Answers all = answers(EMBEDDED, drafting("2:4"), SWEEP, requests);
    List<Request> shuffled = new ArrayList<>(requests);
    Collections.shuffle(shuffled, new Random(1));
    for (int size : List.of(1, 3, 64)) {
      Answers others = answers(EMBEDDED, drafting("2:4").withBatchSize(size), SWEEP, shuffled);
      assertSameAsPlain(others, all);
      assertThat(others.speculated.counts()).isEqualTo(all.speculated.counts());
    }
  }

  @EnabledIfSystemProperty(named = "plumbline.shared", matches = ".+")
  @ParameterizedTest
  @ValueSource(strings = {"tiny-raven", "families/llama", "families/qwen3", "families/ouro"})
  void textsOfEachFamilyArePlainOnes(String name, @TempDir Path folder) {
    boolean ordinary = name.endsWith("llama") || name.endsWith("qwen3");
    Sweep sweep = name.endsWith("ouro") ? Sweep.of(List.of(1, 2, 3, 4)) : SWEEP;
    List<List<Request>> requests =
        List.of(
            words(prompts(12), i -> new Sampling.Greedy()),
            words(4, i -> new Sampling.Random(0.9, 50, 0.95, 0.01, i)),
            words(4, i -> new Sampling.Random(0.5, 0, 1, 0, i)));
    for (Update update : ordinary ? List.of(Update.REPLACE, Update.DAMPED) : List.of(Update.ONCE)) {
      Bundle bundle =
          new Golden(name)
              .export(
                  folder.resolve(update.name()),
                  ordinary ? Optional.of(new LoopedLayers(2, 3, update)) : Optional.empty());
      for (List<Request> alike : requests) {
        Answers plain = answers(bundle, OPTIONS, sweep, alike);
        Answers drafted = answers(bundle, drafting("1:3"), sweep, alike);
        assertSameAsPlain(drafted, plain);
        assertDraftsCount(drafted, 1, sweep);
      }
    }
  }

  /** At such a temperature any rounding would be seen, so that nearly each choice is close. */
  @EnabledIfSystemProperty(named = "plumbline.shared", matches = ".+")
  @Test
  void closeChoicesAreReplayedAndPlain(@TempDir Path folder) {
    Bundle bundle = new Golden("tiny-raven").export(folder.resolve("bundle"));
    Sweep sweep = Sweep.of(List.of(4, 8));
    List<Request> requests = words(16, i -> new Sampling.Random(0.002, 0, 1, 0, i));
    Answers plain = answers(bundle, OPTIONS, sweep, requests);
    Answers drafted = answers(bundle, drafting("2:4"), sweep, requests);
    assertSameAsPlain(drafted, plain);
    assertThat(drafted.speculated.total().replayed()).isPositive();
  }

  /** More tokens than that in a call are more than its graphs take. */
  @Test
  void draftsOfAllSequencesTogetherFitTheModelsBlock() {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      requests.add(
          new Request.GenerateUntil(
              new DocumentId("counts", i), "f adds " + i, List.of(), Decoding.greedy(12)));
    }
    Sweep sweep = Sweep.of(List.of(2, 3, 4));
    assertThat(64 * 3 * 12).isGreaterThan(EMBEDDED.shape().blockSize());
    assertSameAsPlain(
        answers(EMBEDDED, drafting("1:64"), sweep, requests),
        answers(EMBEDDED, OPTIONS, sweep, requests));
  }

  @Test
  void aPointAtTheDraftsDepthAndExpectedLogitsAreDecodedPlainly() {
    Speculation how = new Speculation(4, 8);
    assertThat(how.drafts(SweepPoint.fixed(4))).isFalse();
    assertThat(how.drafts(SweepPoint.fixed(5))).isTrue();
    assertThat(how.drafts(SweepPoint.expected(8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:4", "4:0", "4", "4:", "a:b", "4:8:2", "-1:4", "2000:1", "1:65"})
  void whatIsNoSpeculationIsRefusedInALine(String text) {
    assertThatThrownBy(() -> Speculation.parse(text))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("--speculate")
        .hasMessageContaining(text)
        .hasMessageNotContaining("\n");
  }

  @Test
  void draftsDoNotShowWhatAnExitGateMakesOfEachToken() {
    assertThatThrownBy(() -> drafting("2:4").withRecordedGates())
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("--record-gate");
  }

  @Test
  void aGpuWhoseRoundingNobodyMeasuredIsRefused() {
    assertThatThrownBy(
            () ->
                new ModelOptions(
                    new Device.Cuda(0),
                    OPTIONS.initialState(),
                    OPTIONS.threads(),
                    OPTIONS.batchSize(),
                    OPTIONS.memoryBudget(),
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.of(new Speculation(2, 4))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("--device cpu");
  }

  @Test
  void plainStepsAreTimedInBetween() {
    Answers answers = answers(EMBEDDED, drafting("1:1"), SWEEP, questions(prompts(40)));
    SpeculationResult few = answers(EMBEDDED, drafting("2:32"), SWEEP, questions(1)).speculated;
    assertThat(answers.speculated.plainTokens()).isPositive();
    assertThat(answers.speculated.plainSecondsPerToken()).isPositive();
    assertThat(answers.speculated.secondsPerToken()).isPositive();
    assertThat(few.plainSecondsPerToken()).isNaN();
    assertThat(few.slower()).isFalse();
  }
}
