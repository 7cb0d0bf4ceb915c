package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code process_results}: the task's own function judges what another format asks. It is called by
 * {@link FunctionJudge}.
 *
 * @param asking the format, without metrics of its own
 * @param function given a document and the answer, it gives the metrics by name
 * @param metrics that the file lists
 */
record ProcessedResults(
    TaskFormat asking, PythonFunction function, Map<String, GivenMetric> metrics)
    implements TaskFormat {

  /** Notes what is wrong in the file's findings. */
  static TaskFormat read(YamlMap yaml, TaskFormat asking) {
    Optional<PythonFunction> function = FunctionReader.required(yaml, "process_results");
    Map<String, GivenMetric> metrics = new LinkedHashMap<>();
    MetricReader.read(
        yaml,
        entry -> {
          Optional<String> name = entry.text("metric");
          if (name.isEmpty()) {
            entry.wrong("metric", "must be a name that process_results gives");
          }
          boolean higher =
              entry.truth("higher_is_better", KnownMetrics.isHigherBetter(name.orElse("")));
          Combination combination = Aggregations.any(entry, name.orElse(""));
          metrics.put(name.orElse("?"), new GivenMetric(higher, combination));
          // As in lm-evaluation-harness, further keys have no meaning then.
          entry.plainMap();
        });
    return function
        .<TaskFormat>map(found -> new ProcessedResults(asking, found, metrics))
        .orElse(asking);
  }

  @Override
  public String outputType() {
    return asking.outputType();
  }

  @Override
  public boolean takesSeveralContexts() {
    return asking.takesSeveralContexts();
  }

  @Override
  public List<MeasuredScore> scores() {
    List<MeasuredScore> scores = new ArrayList<>();
    for (FilterPipeline filter : filters()) {
      metrics.forEach(
          (name, metric) ->
              scores.add(
                  new MeasuredScore(
                      filter.score(name), metric.higherIsBetter(), metric.combination())));
    }
    return scores;
  }

  /** One at least, as lm-evaluation-harness has it. */
  @Override
  public List<FilterPipeline> filters() {
    return asking.filters().isEmpty() ? List.of(FilterPipeline.none()) : asking.filters();
  }

  @Override
  public List<PythonFunction> functions() {
    return Stream.concat(asking.functions().stream(), Stream.of(function)).toList();
  }

  @Override
  public void check(DecodingOptions decoding) {
    asking.check(decoding);
  }

  @Override
  public AskedDocument ask(Prompt prompt) {
    return asking.ask(prompt);
  }

  /**
   * The metrics in what the function gave; one that the file does not list is a mean.
   *
   * @param filter under which it was called
   * @throws PlumblineException where one is not what its aggregation takes
   */
  void measure(FilterPipeline filter, Object given, Measures measures) {
    if (!(given instanceof Map<?, ?> map)) {
      throw wrong("gives no mapping of metrics");
    }
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          GivenMetric metric =
              metrics.getOrDefault(name, new GivenMetric(true, Combination.Known.MEAN));
          measures.add(filter.score(name), metric.named(name, this::wrong), value);
        });
  }

  private PlumblineException wrong(String what) {
    return new PlumblineException(function.name() + " " + what);
  }
}
