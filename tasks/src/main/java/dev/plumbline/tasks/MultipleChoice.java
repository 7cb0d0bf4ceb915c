package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.Given;
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

  /** Keys of metrics that lm-evaluation-harness does not look at where choices are judged. */
  private static final List<String> IGNORED =
      List.of(
          "weight_by_size",
          "ignore_case",
          "ignore_punctuation",
          "regexes_to_ignore",
          "average",
          "hf_evaluate");

  private static final List<ChoiceMetric> DEFAULT_METRICS =
      List.of(
          new Accuracy("acc", true, Combination.Known.MEAN, LengthNorm.NONE),
          new Accuracy("acc_norm", true, Combination.Known.MEAN, LengthNorm.CHARACTERS));

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
      boolean listed =
          MetricReader.read(
              yaml,
              entry -> {
                IGNORED.forEach(entry::any);
                known.read(entry).ifPresent(metrics::add);
              });
      return new MultipleChoice(documents, listed ? metrics : DEFAULT_METRICS);
    }
  }

  @Override
  public String outputType() {
    return OUTPUT_TYPE;
  }

  @Override
  public boolean takesSeveralContexts() {
    return true;
  }

  @Override
  public List<MeasuredScore> scores() {
    return metrics.stream().map(metric -> metric.as(Score.of(metric.name()))).toList();
  }

  @Override
  public AskedDocument ask(Prompt prompt) {
    Doc doc = prompt.doc();
    List<String> choices = documents.choices().orElseThrow().choices(doc, prompt.features());
    Object target = Given.number(documents.target().target(doc, prompt.features(), true));
    // Where nothing is measured here, the task's own function may take the target as it likes.
    Object right =
        prompt.contexts().isEmpty()
            ? target
            : documents.text().index(doc, prompt.features()).orElseThrow();
    List<Integer> gold = metrics.isEmpty() ? List.of() : Targets.indices(right, choices, doc);
    ChoiceAnswer asked = new ChoiceAnswer(choices, gold, List.of(), List.of(), List.of());
    for (ChoiceMetric metric : metrics) {
      if (!metric.refuses(asked).isEmpty()) {
        throw new PlumblineException(doc.origin() + ": " + metric.refuses(asked));
      }
    }
    return new Asked(
        doc,
        new Question(request(prompt, choices, target), PythonText.str(target)),
        asked,
        metrics);
  }

  private Request request(Prompt prompt, List<String> choices, Object target) {
    String delimiter = prompt.choiceDelimiter();
    List<String> contexts = new ArrayList<>(prompt.contexts());
    List<String> continuations =
        new ArrayList<>(
            choices.stream()
                .map(choice -> delimiter + (contexts.isEmpty() ? choice : PythonText.str(target)))
                .toList());
    if (metrics.stream().anyMatch(ChoiceMetric::asksAlone)) {
      if (contexts.isEmpty()) {
        choices.forEach(choice -> contexts.add(prompt.context()));
      }
      choices.forEach(choice -> contexts.add(""));
      choices.forEach(choice -> continuations.add(delimiter + choice));
    }
    return new Request.Loglikelihoods(
        prompt.id(), prompt.context(), contexts, continuations, false, "");
  }

  /**
   * @param asked all but the answer
   */
  private record Asked(Doc doc, Question question, ChoiceAnswer asked, List<ChoiceMetric> metrics)
      implements AskedDocument {
    @Override
    public Optional<String> doubt() {
      return asked.gold().contains(Targets.NONE)
          ? Optional.of(
              "%s: the right answer %s is none of the %d choices, so that every answer is wrong"
                  .formatted(doc.origin(), question.target(), asked.choices().size()))
          : Optional.empty();
    }

    @Override
    public Outcome judge(Answer.Loglikelihoods answer) {
      int n = asked.choices().size();
      int wanted = metrics.stream().anyMatch(ChoiceMetric::asksAlone) ? 2 * n : n;
      if (answer.sums().size() != wanted) {
        throw new IllegalArgumentException(
            wanted + " continuations, but " + answer.sums().size() + " log-likelihoods");
      }
      ChoiceAnswer judged =
          new ChoiceAnswer(
              asked.choices(),
              asked.gold(),
              answer.sums().subList(0, n),
              answer.greedy().subList(0, n),
              answer.sums().subList(n, wanted));
      Measures measures = new Measures();
      Map<Score, Integer> chosen = new LinkedHashMap<>();
      for (ChoiceMetric metric : metrics) {
        Score score = Score.of(metric.name());
        measures.add(score, metric, judged);
        metric.chosen(judged).ifPresent(choice -> chosen.put(score, choice));
      }
      return new Outcome.Scored(
          measures.values(),
          measures.parts(),
          new Response.Choice(answer.sums(), answer.greedy(), chosen),
          question.target());
    }
  }
}
