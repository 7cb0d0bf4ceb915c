package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoicesTest {
  private static final Score ACC = Score.of("acc");
  private static final Score ACC_NORM = Score.of("acc_norm");
  private static final List<Float> LOGLIKELIHOODS = List.of(-4f, -3f);
  private static final List<Boolean> GREEDY = List.of(false, false);

  @TempDir private Path temp;

  private static Question question(String target) {
    DocumentId document = new DocumentId("hellaswag", 0);
    return new Question(
        new Loglikelihoods(document, "It", List.of(" goes on and on", " is")), target);
  }

  @Test
  void choiceThatNobodyRecordedIsThatOfTheMetricsLengthNorm() {
    Choice choice = new Choice(LOGLIKELIHOODS, GREEDY);
    assertThat(Choices.chosen(question("0"), choice, ACC)).isEqualTo(1);
    assertThat(Choices.chosen(question("0"), choice, ACC_NORM)).isZero();
    assertThat(Choices.chosen(question("0"), choice, Score.of("brier_score"))).isEqualTo(1);
  }

  @Test
  void recordedChoiceGoesBeforeAnyRule() {
    Choice choice = new Choice(LOGLIKELIHOODS, GREEDY, Map.of(ACC, 0));
    assertThat(Choices.chosen(question("0"), choice, ACC)).isZero();
    assertThat(Choices.chosen(question("0"), choice, ACC_NORM)).isZero();
  }

  private String written(Map<Score, Integer> chosen, Map<Score, Integer> readBack)
      throws IOException {
    Scored scored = new Scored(Map.of(ACC, 1.0), new Choice(LOGLIKELIHOODS, GREEDY, chosen), "0");
    Path folder = temp.resolve("run");
    try (RunWriter writer = RunWriter.create(folder, true)) {
      writer.append(new Sample(SampleId.of("hellaswag", 0, 1), scored));
      writer.finish(ExampleRun.manifest(), List.of(question("0")), Map.of());
    }
    try (Stream<Sample> samples = Run.open(folder).samples()) {
      assertThat(samples.map(sample -> sample.outcome().response().orElseThrow()))
          .containsExactly(new Choice(LOGLIKELIHOODS, GREEDY, readBack));
    }
    return Files.readString(folder.resolve("samples.jsonl"));
  }

  @Test
  void aRunHoldsOnlyChoicesThatDoNotFollowFromTheQuestion() throws IOException {
    assertThat(written(Map.of(ACC, 1, ACC_NORM, 0), Map.of())).doesNotContain("chosen");
    assertThat(written(Map.of(ACC, 1, ACC_NORM, 1), Map.of(ACC_NORM, 1)))
        .contains("\"greedy\":[false,false],\"chosen\":{\"acc_norm\":1},\"target\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1|1", "[0, 1]|0 1", "7|''", "[]|''", "is|''", "-1|''", "[1, 9]|1"})
  void rightChoicesAreTheNumbersOfTheTarget(String target, String right) {
    assertThat(Choices.right(question(target)))
        .map(index -> index.toString())
        .containsExactly(
            Stream.of(right.split(" ")).filter(r -> !r.isEmpty()).toArray(String[]::new));
  }
}
