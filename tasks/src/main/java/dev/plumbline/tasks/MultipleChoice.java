package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code multiple_choice}: the log-likelihood of each choice after the context; judged as
 * lm-evaluation-harness 0.4.13 does ({@code process_results}).
 */
record MultipleChoice(DocFormat documents, List<ChoiceMetric> metrics) implements TaskFormat {
  static final String OUTPUT_TYPE = "multiple_choice";

  private static final List<ChoiceMetric> DEFAULT_METRICS =
      List.of(
          new Accuracy("acc", true, LengthNorm.NONE),
          new Accuracy("acc_norm", true, LengthNorm.CHARACTERS));

  MultipleChoice {
    metrics = List.copyOf(metrics);
  }

  /** Reads task files. */
  record Reader(KnownMetrics<ChoiceMetric> known) implements TaskFormat.Reader {
    @Override
    public boolean needsChoices() {
      return true;
    }

    @Override
    public TaskFormat read(
        YamlMap yaml,
        DocFormat documents,
        GenerationDefaults generation,
        List<FilterPipeline> filters) {
      List<ChoiceMetric> metrics = new ArrayList<>();
      boolean listed = MetricReader.read(yaml, entry -> known.read(entry).ifPresent(metrics::add));
      return new MultipleChoice(documents, listed ? metrics : DEFAULT_METRICS);
    }
  }

  @Override
  public String outputType() {
    return OUTPUT_TYPE;
  }

  @Override
  public List<MeasuredScore> scores() {
    return metrics.stream().map(metric -> metric.as(Score.of(metric.name()))).toList();
  }

  @Override
  public AskedDocument ask(Prompt prompt) {
    Doc doc = prompt.doc();
    List<String> choices = documents.choices().orElseThrow().choices(doc, prompt.features());
    Object target = documents.target().target(doc, prompt.features(), true);
    // Where nothing is measured here, the task's own function may take the target as it likes.
    List<Integer> gold = metrics.isEmpty() ? List.of() : Targets.indices(target, choices, doc);
    List<String> continuations =
        choices.stream().map(choice -> prompt.choiceDelimiter() + choice).toList();
    Request request = new Request.Loglikelihoods(prompt.id(), prompt.context(), continuations);
    return new Asked(doc, new Question(request, PythonText.str(target)), choices, gold, metrics);
  }

  /**
   * @param choices without the delimiter before them
   * @param gold the indices of the right ones
   */
  private record Asked(
      Doc doc,
      Question question,
      List<String> choices,
      List<Integer> gold,
      List<ChoiceMetric> metrics)
      implements AskedDocument {
    @Override
    public Optional<String> doubt() {
      return gold.contains(Targets.NONE)
          ? Optional.of(
              "%s: the right answer %s is none of the %d choices, so that every answer is wrong"
                  .formatted(doc.origin(), question.target(), choices.size()))
          : Optional.empty();
    }

    @Override
    public Outcome judge(Answer.Loglikelihoods answer) {
      if (answer.sums().size() != choices.size()) {
        throw new IllegalArgumentException(
            choices.size() + " choices, but " + answer.sums().size() + " log-likelihoods");
      }
      ChoiceAnswer judged = new ChoiceAnswer(choices, gold, answer.sums(), answer.greedy());
      Map<Score, Double> values = new LinkedHashMap<>();
      Map<Score, Integer> chosen = new LinkedHashMap<>();
      for (ChoiceMetric metric : metrics) {
        Score score = Score.of(metric.name());
        values.put(score, metric.measure(judged));
        metric.chosen(judged).ifPresent(choice -> chosen.put(score, choice));
      }
      return new Outcome.Scored(
          values, new Response.Choice(answer.sums(), answer.greedy(), chosen), question.target());
    }
  }
}
