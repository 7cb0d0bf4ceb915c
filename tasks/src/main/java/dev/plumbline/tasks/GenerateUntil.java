package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code generate_until}: text generated until a stop string, then filtered; judged as
 * lm-evaluation-harness 0.4.13 does ({@code process_results}), or executed as a program.
 *
 * @param metrics of the text, under each filter
 * @param executed metrics that come from executing it
 * @param own metrics of the text that are Python functions of the task
 */
record GenerateUntil(
    DocFormat documents,
    GenerationDefaults generation,
    List<FilterPipeline> filters,
    List<Metric<FilteredAnswer>> metrics,
    List<PassAtK> executed,
    List<OwnMetric> own)
    implements TaskFormat {
  static final String OUTPUT_TYPE = "generate_until";

  GenerateUntil {
    filters = List.copyOf(filters);
    metrics = List.copyOf(metrics);
    executed = List.copyOf(executed);
    own = List.copyOf(own);
  }

  /**
   * Reads task files.
   *
   * @param functions metrics that are named with {@code !function}
   */
  record Reader(KnownMetrics<Metric<FilteredAnswer>> known, KnownMetrics<PassAtK> functions)
      implements TaskFormat.Reader {
    @Override
    public TaskFormat read(
        YamlMap yaml,
        DocFormat documents,
        GenerationDefaults generation,
        List<FilterPipeline> filters) {
      List<Metric<FilteredAnswer>> metrics = new ArrayList<>();
      List<PassAtK> executed = new ArrayList<>();
      List<OwnMetric> own = new ArrayList<>();
      boolean listed =
          MetricReader.read(
              yaml,
              entry -> {
                MetricReader.refuseEvaluate(entry);
                if (functions.byName().containsKey(entry.function("metric").orElse(""))) {
                  PassAtK.checkTries(entry);
                  functions.readFunction(entry).ifPresent(executed::add);
                } else if (entry.function("metric").isPresent()) {
                  OwnMetric.read(entry).ifPresent(own::add);
                } else {
                  known.read(entry).ifPresent(metrics::add);
                }
              });
      if (!executed.isEmpty()
          && !(own.isEmpty() && filters.stream().allMatch(f -> f.functions().isEmpty()))) {
        yaml.wrong("metric_list", "programs are not judged beside Python functions of the task");
      }
      return new GenerateUntil(
          documents,
          generation,
          filters,
          listed ? metrics : List.of(ExactMatch.plain()),
          executed,
          own);
    }
  }

  @Override
  public String outputType() {
    return OUTPUT_TYPE;
  }

  @Override
  public List<MeasuredScore> scores() {
    List<MeasuredScore> scores = new ArrayList<>();
    for (FilterPipeline filter : filters) {
      metrics.forEach(metric -> scores.add(metric.as(filter.score(metric.name()))));
      executed.forEach(metric -> scores.add(metric.as(filter.score(metric.name()))));
      own.forEach(metric -> scores.add(metric.given().as(filter.score(metric.name()))));
    }
    return scores;
  }

  @Override
  public List<PythonFunction> functions() {
    return Stream.concat(
            filters.stream().flatMap(filter -> filter.functions().stream()),
            own.stream().map(OwnMetric::function))
        .toList();
  }

  @Override
  public boolean executesCode() {
    return !executed.isEmpty();
  }

  @Override
  public void check(DecodingOptions decoding) {
    decoding.decoding(generation, new DocumentId("any", 0));
  }

  @Override
  public AskedDocument ask(Prompt prompt) {
    Doc doc = prompt.doc();
    Optional<DocExpression> choices = documents.choices();
    Object target =
        Given.number(documents.target().target(doc, prompt.features(), choices.isPresent()));
    if (choices.isPresent() && Targets.number(target) instanceof Long index) {
      target = Targets.choice(choices.get().choices(doc, prompt.features()), index, doc);
    }
    List<String> targets =
        prompt.severalTargets() && target instanceof List<?> list
            ? list.stream().map(PythonText::str).toList()
            : List.of(PythonText.str(target));
    for (Metric<FilteredAnswer> metric : metrics) {
      if (metric instanceof CorpusMetric && prompt.severalTargets()) {
        throw new PlumblineException(
            doc.origin()
                + ": doc_to_target gives several right answers; "
                + metric.name()
                + " is of one");
      }
    }
    Request request =
        new Request.GenerateUntil(
            prompt.id(),
            prompt.context(),
            generation.until(),
            prompt.decoding().decoding(generation, prompt.id()));
    return new Asked(doc, new Question(request, PythonText.str(target)), targets, target, this);
  }

  /**
   * @param targets the right answers, any of which counts
   * @param gold what {@code doc_to_target} gives
   */
  private record Asked(
      Doc doc, Question question, List<String> targets, Object gold, GenerateUntil format)
      implements AskedDocument {
    @Override
    public Outcome judge(Answer.Generation generation, Function<FilterPipeline, Filtered> answers) {
      Map<String, String> filtered = new LinkedHashMap<>();
      Measures measures = new Measures();
      boolean searched = false;
      boolean found = false;
      for (FilterPipeline filter : format.filters()) {
        Filtered answer = answers.apply(filter);
        filtered.put(filter.name(), answer.shown());
        searched |= filter.searches();
        found |= filter.searches() && !answer.missed();
        FilteredAnswer judged = judged(answer);
        for (Metric<FilteredAnswer> metric : format.metrics()) {
          measures.add(filter.score(metric.name()), metric, judged);
        }
      }
      Response given = new Response.Generation(generation.text(), filtered, generation.others());
      return found || !searched
          ? new Outcome.Scored(measures.values(), measures.parts(), given, question.target())
          : new Outcome.Unparsed(measures.values(), measures.parts(), given, question.target());
    }

    @Override
    public FilteredAnswer judged(Filtered answer) {
      return new FilteredAnswer(answer, targets, gold);
    }

    @Override
    public Optional<Problem> problem() {
      return format.executesCode()
          ? Optional.of(new Problem(doc, question, format.filters(), format.executed()))
          : Optional.empty();
    }
  }
}
