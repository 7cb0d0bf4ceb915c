package dev.plumbline.results.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  private final List<Question> documents = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  private Run write(String name, String version) {
    Instant now = Instant.EPOCH;
    Manifest manifest =
        new Manifest(
            "plumbline sweep",
            now,
            now,
            1,
            Sweep.of(List.of(1, 2)).points(),
            new Manifest.Bundle(name, "ab"),
            List.of(new Manifest.Task("t", version, Map.of("d", "cd"), documents.size(), 0)),
            new Manifest.Versions("0", "1", "17", "os", "cpu"),
            new Configuration(Map.of("limit", name.length())));
    try (RunWriter writer = RunWriter.create(folder.resolve(name), false)) {
      samples.forEach(writer::append);
      Run run = writer.finish(manifest, documents, Map.of());
      documents.clear();
      samples.clear();
      return run;
    }
  }

  /** Ten documents at r = 1; those of the set are right. */
  private Run choices(String name, List<Integer> right, List<Integer> askedOtherwise) {
    for (int doc = 0; doc < 10; doc++) {
      String context = "Q" + doc + (askedOtherwise.contains(doc) ? " please" : "");
      documents.add(
          new Question(
              new Loglikelihoods(new DocumentId("t", doc), context, List.of(" yes", " no")), "0"));
      boolean isRight = right.contains(doc);
      Choice answer =
          new Choice(isRight ? List.of(-1f, -2f) : List.of(-2f, -1f), List.of(true, false));
      samples.add(
          new Sample(
              SampleId.of("t", doc, 1),
              new Scored(Map.of(Score.parse("acc"), isRight ? 1.0 : 0.0), answer, "0")));
    }
    return write(name, "1");
  }

  @Test
  void rowsArePairedDifferencesOfTheSameDocuments() {
    Run before = choices("before", List.of(0, 1, 2, 3, 4, 5), List.of());
    Run after = choices("after", List.of(0, 6), List.of());
    Comparison comparison = Comparison.of(before, after);
    assertThat(comparison.warnings()).isEmpty();
    assertThat(comparison.rows()).hasSize(1);
    assertThat(comparison.rows().get(0).difference().lost()).isEqualTo(5);
    assertThat(comparison.rows().get(0).difference().gained()).isEqualTo(1);
    assertThat(comparison.rows().get(0).difference().difference()).isCloseTo(-0.4, within(1e-15));
    assertThat(comparison.rows().get(0).holm()).isCloseTo(14.0 / 64, within(1e-15));
    assertThat(comparison.settings()).containsExactly("model: before -> after", "limit: 6 -> 5");
  }

  /** Ten documents at r = 1: right or wrong by two metrics that differ at one document, or none. */
  private Run twoMetrics(String name, List<Integer> right, int different) {
    for (int doc = 0; doc < 10; doc++) {
      documents.add(
          new Question(
              new Loglikelihoods(new DocumentId("t", doc), "Q" + doc, List.of(" yes", " no")),
              "0"));
      double acc = right.contains(doc) ? 1 : 0;
      samples.add(
          new Sample(
              SampleId.of("t", doc, 1),
              new Scored(
                  Map.of(
                      Score.parse("acc"),
                      acc,
                      Score.parse("acc_norm"),
                      doc == different ? 1 - acc : acc),
                  new Choice(List.of(-1f, -2f), List.of(true, false)),
                  "0")));
    }
    return write(name, "1");
  }

  @Test
  void metricsThatAgreeInBothRunsAreTestedOnce() {
    Run before = twoMetrics("before", List.of(0, 1, 2, 3, 4, 5), -1);
    Run after = twoMetrics("after", List.of(0, 6), -1);
    List<Comparison.Row> rows = Comparison.of(before, after).rows();
    // The exact sign test of 5 lost and 1 gained, by hand.
    assertThat(rows).hasSize(2);
    assertThat(rows).allSatisfy(row -> assertThat(row.holm()).isCloseTo(14.0 / 64, within(1e-15)));
    assertThat(rows.get(0).agreesWith()).isEmpty();
    assertThat(rows.get(1).agreesWith()).contains(rows.get(0).curve());
  }

  @Test
  void metricsThatDifferInOneRunAreTestedEach() {
    Run before = twoMetrics("before", List.of(0, 1, 2, 3, 4, 5), -1);
    Run after = twoMetrics("after", List.of(0, 6), 9);
    List<Comparison.Row> rows = Comparison.of(before, after).rows();
    assertThat(rows).allSatisfy(row -> assertThat(row.agreesWith()).isEmpty());
    Comparison.Row acc =
        rows.stream().filter(r -> r.curve().score().metric().equals("acc")).findFirst().get();
    assertThat(acc.holm()).isCloseTo(2 * 14.0 / 64, within(1e-15));
  }

  @Test
  void documentsThatWereAskedOtherwiseAreLeftOutWithAWarning() {
    Run before = choices("before", List.of(0, 1, 2), List.of());
    Run after = choices("after", List.of(), List.of(0, 1));
    Comparison comparison = Comparison.of(before, after);
    assertThat(comparison.rows().get(0).difference().n()).isEqualTo(8);
    assertThat(comparison.warnings())
        .containsExactly(
            "t: 2 of 10 documents have another prompt, other choices or another target; left out");
    assertThat(Flip.of(before, after))
        .extracting(flip -> flip.id().document().number())
        .containsExactly(2);
  }

  @Test
  void otherVersionOfATaskIsWarnedOf() {
    Run before = choices("before", List.of(0), List.of());
    documents.add(
        new Question(
            new Loglikelihoods(new DocumentId("t", 0), "Q0", List.of(" yes", " no")), "0"));
    samples.add(new Sample(SampleId.of("t", 0, 1), new Failed("no memory")));
    samples.add(
        new Sample(
            SampleId.of("t", 1, 1),
            new Scored(
                Map.of(Score.parse("acc"), 1.0), new Choice(List.of(-1f), List.of(true)), "0")));
    documents.add(
        new Question(
            new Loglikelihoods(new DocumentId("t", 1), "Q1", List.of(" yes", " no")), "0"));
    Run after = write("after", "2");
    Comparison comparison = Comparison.of(before, after);
    assertThat(comparison.warnings())
        .containsExactly(
            "t: version 1 against 2; the task itself may differ",
            "t: 8 documents are in one run alone; left out");
    assertThat(comparison.rows().get(0).difference().n()).isEqualTo(1);
    assertThat(comparison.rows().get(0).difference().excluded()).isEqualTo(1);
  }

  @Test
  void runsWithoutACommonQuestionAreRefused() {
    Run before = choices("before", List.of(), List.of());
    Run after = choices("after", List.of(), List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThatThrownBy(() -> Comparison.of(before, after))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("nothing to compare")
        .hasMessageContaining("10 of 10 documents have another prompt");
  }

  @Test
  void flipHoldsWhatWasAskedAndBothAnswers() {
    Run before = choices("before", List.of(3), List.of());
    Run after = choices("after", List.of(), List.of());
    Flip flip = Flip.of(before, after).get(0);
    assertThat(flip.id().document().number()).isEqualTo(3);
    assertThat(flip.asked().context()).isEqualTo("Q3");
    assertThat(flip.replyBefore().answer()).isEqualTo(" yes");
    assertThat(flip.replyAfter().answer()).isEqualTo(" no");
    assertThat(flip.replyAfter().text()).isEqualTo("[-2.0, -1.0]");
  }

  @Test
  void flipOfAGenerationShowsWhatItsFilterFound() {
    Run before = generation("before", "so 5", "5", 1);
    Run after = generation("after", "so 6", "6", 0);
    Flip flip = Flip.of(before, after).get(0);
    assertThat(flip.score().filter()).isEqualTo("strict");
    assertThat(flip.replyBefore()).isEqualTo(new Flip.Reply("5", "so 5"));
    assertThat(flip.replyAfter()).isEqualTo(new Flip.Reply("6", "so 6"));
  }

  private Run generation(String name, String text, String filtered, double score) {
    documents.add(
        new Question(
            new GenerateUntil(new DocumentId("t", 0), "Q", List.of("\n"), Optional.empty(), ""),
            "5"));
    samples.add(
        new Sample(
            SampleId.of("t", 0, 2),
            new Scored(
                Map.of(Score.parse("em,strict"), score),
                new Generation(text, Map.of("strict", filtered)),
                "5")));
    return write(name, "1");
  }

  /** One document whose longest choice wins by length alone, or not even so. */
  private Run longAndShort(String name, List<Float> loglikelihoods, double norm) {
    Loglikelihoods asked =
        new Loglikelihoods(new DocumentId("t", 0), "Q", List.of(" no", " certainly not"));
    documents.add(new Question(asked, "1"));
    samples.add(
        new Sample(
            SampleId.of("t", 0, 1),
            new Scored(
                Map.of(Score.of("acc"), 0.0, Score.of("acc_norm"), norm),
                new Choice(loglikelihoods, List.of(false, false)),
                "1")));
    return write(name, "1");
  }

  @Test
  void flipShowsTheChoiceThatItsOwnScoreTook() {
    // By length, -4 / 2 against -6 / 13 and -4 / 2 against -60 / 13; " no" is the likelier in both.
    Run before = longAndShort("before", List.of(-4f, -6f), 1);
    Run after = longAndShort("after", List.of(-4f, -60f), 0);
    Flip flip = Flip.of(before, after).get(0);
    assertThat(flip.score()).isEqualTo(Score.of("acc_norm"));
    assertThat(flip.replyBefore().answer()).isEqualTo(" certainly not");
    assertThat(flip.replyAfter().answer()).isEqualTo(" no");
  }
}
