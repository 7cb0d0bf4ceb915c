package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What requests begin with alike is read once, and answers are what they would be without. */
@Tag("slow")
class SharedPrefixTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final Sweep SWEEP = Sweep.of(List.of(1, 3, 9));

  /** Of 86 tokens, no multiple of the vector kernels' width. */
  private static final String EXAMPLES =
      "A dial at 7 goes plus 5 times 3 minus 2.\n#### 4\n".repeat(5) + "\n";

  private static Request choice(int i, String prefix) {
    return new Request.Loglikelihoods(
        new DocumentId("choices", i),
        EXAMPLES + "A dial at " + i + " goes plus 1.\n".repeat(1 + i % 3),
        List.of("####", " The capital of Peru is " + i, "\n"),
        prefix);
  }

  private static Request generation(int i, String prefix) {
    Sampling sampling = i % 2 == 0 ? new Sampling.Greedy() : new Sampling.Random(0.8, 0, 1, 0, i);
    return new Request.GenerateUntil(
        new DocumentId("texts", i),
        EXAMPLES + "A dial at " + i + " goes times 3 minus " + i % 4 + ".",
        List.of("dial"),
        Optional.of(new Decoding(4 + 9 * (i % 5), sampling)),
        prefix);
  }

  private static List<Request> requests(String prefix) {
    return IntStream.range(0, 20)
        .mapToObj(i -> i < 10 ? choice(i, prefix) : generation(i, prefix))
        .toList();
  }

  private static Map<SampleId, Answer> answers(List<Request> requests, ModelOptions options) {
    Map<SampleId, Answer> answers = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(BUNDLE, options)) {
      model.answer(
          requests,
          SWEEP,
          (request, point, answer, usage) ->
              assertThat(answers.put(new SampleId(request.document(), point), answer)).isNull());
    }
    assertThat(answers).hasSize(requests.size() * SWEEP.points().size());
    return answers;
  }

  @Test
  void sharingChangesAnswersByRoundingAtMost() {
    Map<SampleId, Answer> whole = answers(requests(""), TestDevice.options());
    Map<SampleId, Answer> shared = answers(requests(EXAMPLES), TestDevice.options());
    whole.forEach(
        (key, answer) -> {
          if (answer instanceof Answer.Loglikelihoods expected) {
            Answer.Loglikelihoods actual = (Answer.Loglikelihoods) shared.get(key);
            for (int i = 0; i < expected.sums().size(); i++) {
              assertThat(actual.sums().get(i)).isCloseTo(expected.sums().get(i), within(1e-3f));
            }
          } else {
            assertThat(shared.get(key)).isEqualTo(answer);
          }
        });
  }

  @Test
  void batchSizeChangesNoBitBehindAPrefix() {
    List<Request> requests = requests(EXAMPLES);
    Map<SampleId, Answer> together = answers(requests, TestDevice.options());
    assertThat(answers(requests, TestDevice.options().withBatchSize(1))).isEqualTo(together);
    assertThat(answers(requests, TestDevice.options().withBatchSize(3))).isEqualTo(together);
  }

  @Test
  void promptsThatLeaveThePrefixEarlySeeTheirPartOfIt() {
    // The tokens of the prefix alone and of the prompt differ where the prefix ends within a word.
    String cut = EXAMPLES + "A dial at 1";
    List<Request> whole = List.of(generation(10, ""), generation(12, ""));
    List<Request> shared = List.of(generation(10, cut), generation(12, cut));
    assertThat(answers(shared, TestDevice.options()))
        .isEqualTo(answers(whole, TestDevice.options()));
  }

  @Test
  void prefixIsCountedOnce() {
    try (RecurrentModel model = RecurrentModel.open(BUNDLE, TestDevice.options())) {
      long whole =
          model.answer(requests(""), SWEEP, (i, r, a, t) -> {}).get(SweepPoint.fixed(1)).tokens();
      long shared =
          model
              .answer(requests(EXAMPLES), SWEEP, (i, r, a, t) -> {})
              .get(SweepPoint.fixed(1))
              .tokens();
      // 20 requests of two kinds: 19 of them read the prefix no more.
      assertThat(whole - shared).isEqualTo(19 * 86);
    }
  }

  @Test
  void prefixStaysForWhatIsAskedNextAndChangesNoBit() {
    List<Request> requests = requests(EXAMPLES);
    Map<SampleId, Answer> together = answers(requests, TestDevice.options());
    Map<SampleId, Answer> apart = new HashMap<>();
    long tokens = 0;
    try (RecurrentModel model = RecurrentModel.open(BUNDLE, TestDevice.options())) {
      for (Request request : requests) {
        tokens +=
            model
                .answer(
                    List.of(request),
                    SWEEP,
                    (asked, point, answer, usage) ->
                        apart.put(new SampleId(asked.document(), point), answer))
                .get(SweepPoint.fixed(1))
                .tokens();
      }
      assertThat(apart).isEqualTo(together);
      long again =
          model.answer(requests, SWEEP, (i, r, a, t) -> {}).get(SweepPoint.fixed(1)).tokens();
      assertThat(tokens - again).isEqualTo(86);
    }
  }

  @Test
  void prefixLongerThanTheBlockIsCutFromTheLeftAsAnythingElse() {
    String tooLong = EXAMPLES.repeat(1 + BUNDLE.shape().blockSize() / 80);
    List<Request> whole = List.of(behind(tooLong, ""), asked(tooLong, ""));
    List<Request> shared = List.of(behind(tooLong, tooLong), asked(tooLong, tooLong));
    // What is cut reads the last tokens alone, whatever stood before them.
    String more = "Something else. " + tooLong;
    List<Request> longer = List.of(behind(more, ""), asked(more, ""));
    Map<SampleId, Answer> answers = answers(shared, TestDevice.options());
    assertThat(answers).isEqualTo(answers(whole, TestDevice.options()));
    assertThat(answers).isEqualTo(answers(longer, TestDevice.options()));
    assertThat(answers.values()).noneMatch(Answer.Failed.class::isInstance);
  }

  @Test
  void continuationsThatTogetherAreWiderThanTheBlockAreAskedOneByOne() {
    String context = EXAMPLES.repeat(BUNDLE.shape().blockSize() / 86 - 2);
    List<String> wide =
        IntStream.range(0, 6).mapToObj(i -> " A dial at " + i + EXAMPLES.strip()).toList();
    Request together =
        new Request.Loglikelihoods(new DocumentId("wide", 0), context, wide, EXAMPLES);
    Map<SampleId, Answer> answers = answers(List.of(together), TestDevice.options());
    for (int i = 0; i < wide.size(); i++) {
      Request alone =
          new Request.Loglikelihoods(
              new DocumentId("wide", 0), context, List.of(wide.get(i)), EXAMPLES);
      for (Map.Entry<SampleId, Answer> one :
          answers(List.of(alone), TestDevice.options()).entrySet()) {
        Answer.Loglikelihoods all = (Answer.Loglikelihoods) answers.get(one.getKey());
        assertThat(List.of(all.sums().get(i)))
            .isEqualTo(((Answer.Loglikelihoods) one.getValue()).sums());
      }
    }
  }

  private static Request behind(String context, String prefix) {
    return new Request.Loglikelihoods(
        new DocumentId("choices", 0), context + "A dial at 2", List.of(" goes", "####"), prefix);
  }

  private static Request asked(String context, String prefix) {
    Decoding decoding = new Decoding(5, new Sampling.Greedy());
    return new Request.GenerateUntil(
        new DocumentId("texts", 0), context + "A dial", List.of(), Optional.of(decoding), prefix);
  }

  @Test
  void blankPromptFailsAloneForNothingPredictsItsFirstToken() {
    Request blank =
        new Request.Loglikelihoods(new DocumentId("blank", 0), " ", List.of("yes", "no"), "");
    Map<SampleId, Answer> answers = answers(List.of(blank, choice(1, "")), TestDevice.options());
    assertThat(answers.get(new SampleId(blank.document(), SweepPoint.fixed(1))))
        .isEqualTo(new Answer.Failed("the prompt is blank, so that no token predicts the first"));
    assertThat(answers.values()).filteredOn(Answer.Failed.class::isInstance).hasSize(3);
  }
}
