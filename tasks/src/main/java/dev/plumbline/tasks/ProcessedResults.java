package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonText;
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
 * @param metrics that the file lists, with whether higher is better
 */
record ProcessedResults(TaskFormat asking, PythonFunction function, Map<String, Boolean> metrics)
    implements TaskFormat {

  /** Notes what is wrong in the file's findings. */
  static TaskFormat read(YamlMap yaml, TaskFormat asking) {
    Optional<PythonFunction> function = FunctionReader.required(yaml, "process_results");
    Map<String, Boolean> metrics = new LinkedHashMap<>();
    MetricReader.read(
        yaml,
        entry -> {
          Optional<String> name = entry.text("metric");
          if (name.isEmpty()) {
            entry.wrong("metric", "must be a name that process_results gives");
          }
          metrics.put(name.orElse("?"), entry.truth("higher_is_better", true));
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
  public List<MeasuredScore> scores() {
    List<MeasuredScore> scores = new ArrayList<>();
    for (FilterPipeline filter : filters()) {
      metrics.forEach(
          (name, higher) ->
              scores.add(new MeasuredScore(filter.score(name), higher, Aggregation.MEAN)));
    }
    return scores;
  }

  /** One at least, as lm-evaluation-harness has it. */
  @Override
  public List<FilterPipeline> filters() {
    return asking.filters().isEmpty()
        ? List.of(new FilterPipeline(FilterPipeline.NONE, List.of()))
        : asking.filters();
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
   * The metrics in what the function gave.
   *
   * @param filter under which it was called
   * @throws PlumblineException where one is no number
   */
  Map<Score, Double> values(FilterPipeline filter, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw wrong("gives no mapping of metrics");
    }
    Map<Score, Double> values = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> values.put(filter.score(String.valueOf(name)), number(name, value)));
    return values;
  }

  private double number(Object metric, Object value) {
    Object plain = Given.number(value);
    if (plain instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (plain instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(
        "gives for the metric "
            + metric
            + " "
            + PythonText.repr(value)
            + ", of which there is no mean");
  }

  private PlumblineException wrong(String what) {
    return new PlumblineException(function.name() + " " + what);
  }
}
