package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.text.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a further task format and a further metric take: a record each, and a line. */
class FurtherFormatsAndMetricsTest {
  /** A toy metric: how long the answer is, in characters. */
  record AnswerLength(String name, boolean higherIsBetter) implements Metric<FilteredAnswer> {
    @Override
    public double measure(FilteredAnswer answer) {
      return answer.text().length();
    }
  }

  /** A toy format: how likely is the target after the prompt? */
  record Loglikelihood(DocFormat documents) implements TaskFormat {
    private static final Score SUM = Score.of("loglikelihood");

    static TaskFormat read(
        YamlMap yaml,
        DocFormat documents,
        GenerationDefaults generation,
        List<FilterPipeline> filters) {
      yaml.maps("metric_list");
      return new Loglikelihood(documents);
    }

    @Override
    public String outputType() {
      return "toy_likelihood";
    }

    @Override
    public List<MeasuredScore> scores() {
      return List.of(new MeasuredScore(SUM, true, Combination.Known.MEAN));
    }

    @Override
    public AskedDocument ask(Prompt prompt) {
      String target = documents.target().text(prompt.doc(), prompt.features());
      List<String> continuations = List.of(prompt.choiceDelimiter() + target);
      Request request = new Request.Loglikelihoods(prompt.id(), prompt.context(), continuations);
      return new Asked(prompt.doc(), new Question(request, target));
    }

    private record Asked(Doc doc, Question question) implements AskedDocument {
      @Override
      public Outcome judge(Answer.Loglikelihoods answer) {
        return new Outcome.Scored(
            Map.of(SUM, (double) answer.sums().get(0)),
            new Response.Choice(answer.sums(), answer.greedy()),
            question.target());
      }
    }
  }

  private static final TaskFormats FORMATS =
      TaskFormats.STANDARD
          .plus("toy_likelihood", Loglikelihood::read)
          .plus(
              GenerateUntil.OUTPUT_TYPE,
              new GenerateUntil.Reader(
                  TaskFormats.TEXT_METRICS.plus(
                      "answer_length", (entry, name, higher) -> new AnswerLength(name, higher)),
                  TaskFormats.PROGRAM_METRICS));

  @TempDir Path folder;

  @BeforeEach
  void data() throws IOException {
    Files.writeString(folder.resolve("facts_test.jsonl"), "{\"q\": \"one\", \"a\": \"two\"}\n");
  }

  private Path file(String more) throws IOException {
    return Files.writeString(
        folder.resolve("mine.yaml"),
        """
        task: mine
        dataset_path: me/facts
        test_split: test
        doc_to_text: "{{ q }}"
        doc_to_target: a
        """
            + more);
  }

  private PreparedTask prepared(String more) throws IOException {
    Task task = TaskRegistry.builtIn(FORMATS).plus(file(more)).select(List.of("mine")).get(0);
    return PreparedTask.of(
        task, Datasets.in(folder), PromptOptions.defaults(), OptionalInt.empty());
  }

  @Test
  void toyMetricMeasuresBesideTheOthers() throws IOException {
    PreparedTask task =
        prepared(
            """
            metric_list:
              - metric: exact_match
              - {metric: answer_length, higher_is_better: false}
            """);
    assertThat(task.task().metrics())
        .containsExactly(
            new MeasuredScore(Score.of("exact_match"), true, Combination.Known.MEAN),
            new MeasuredScore(Score.of("answer_length"), false, Combination.Known.MEAN));
    Answer answer = new Answer.Generation("three", List.of());
    assertThat(task.judge(task.questions().get(0), answer).metrics())
        .containsExactly(
            Map.entry(Score.of("exact_match"), 0.0), Map.entry(Score.of("answer_length"), 5.0));
  }

  @Test
  void toyFormatAsksAndJudges() throws IOException {
    PreparedTask task = prepared("output_type: toy_likelihood\n");
    Question question = task.questions().get(0);
    assertThat(question.request())
        .isEqualTo(new Request.Loglikelihoods(question.document(), "one", List.of(" two")));
    Answer answer = new Answer.Loglikelihoods(List.of(-1.5f), List.of(true));
    assertThat(task.judge(question, answer).metrics())
        .containsExactly(Map.entry(Score.of("loglikelihood"), -1.5));
    Answer text = new Answer.Generation("two", List.of());
    assertThatThrownBy(() -> task.judge(question, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an answer of Generation to a request of Loglikelihoods");
  }

  @Test
  void withoutTheirLinesBothAreUnknown() throws IOException {
    assertThatThrownBy(
            () -> TaskRegistry.builtIn().plus(file("metric_list: [{metric: answer_length}]\n")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(
            "unknown metric answer_length; for this output_type known are exact_match, bleu,"
                + " chrf, chrf++");
    assertThatThrownBy(() -> TaskRegistry.builtIn().plus(file("output_type: toy_likelihood\n")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(
            "unknown output type toy_likelihood; known are generate_until, loglikelihood,"
                + " loglikelihood_rolling, multiple_choice");
  }

  @Test
  void metricOfProgramsIsUnknownToChoices() throws IOException {
    assertThatThrownBy(
            () ->
                TaskRegistry.builtIn()
                    .plus(
                        file(
                            """
                            output_type: multiple_choice
                            doc_to_choice: ["two", "three"]
                            metric_list: [{metric: !function mbpp.pass_at_1}]
                            """)))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(
            "unknown metric mbpp.pass_at_1; for this output_type known are acc, acc_norm,"
                + " acc_bytes, acc_mutual_info, exact_match, f1, mcc, brier_score");
  }
}
