package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.Map;
import java.util.Optional;

/**
 * A metric of generated text that is a Python function of the task. It is called by {@link
 * FunctionJudge}.
 *
 * @param name of what it gives, where that is no mapping of several
 * @param keywords that it is called with besides the answers
 */
record OwnMetric(
    PythonFunction function, String name, GivenMetric given, Map<String, Object> keywords) {

  /** Notes what is wrong in the file's findings. */
  static Optional<OwnMetric> read(YamlMap entry) {
    Optional<PythonFunction> function = FunctionReader.required(entry, "metric");
    String named = function.map(PythonFunction::name).orElse("?");
    String name = named.substring(named.lastIndexOf('.') + 1);
    boolean higher = entry.truth("higher_is_better", KnownMetrics.isHigherBetter(name));
    GivenMetric given = new GivenMetric(higher, Aggregations.any(entry, name));
    Map<String, Object> keywords = entry.plainMap();
    keywords.keySet().removeAll(MetricReader.KEYS);
    return function.map(found -> new OwnMetric(found, name, given, keywords));
  }

  /**
   * Adds what the function gave: a value, or a mapping of several by their names.
   *
   * @param filter under which it was called
   * @throws PlumblineException where one is not what its aggregation takes
   */
  void measure(FilterPipeline filter, Object value, Measures measures) {
    if (value instanceof Map<?, ?> map && Given.special(value).isEmpty()) {
      map.forEach((key, each) -> measure(filter, String.valueOf(key), each, measures));
    } else {
      measure(filter, name, value, measures);
    }
  }

  private void measure(FilterPipeline filter, String named, Object value, Measures measures) {
    measures.add(
        filter.score(named),
        given.named(named, wrong -> new PlumblineException(function.name() + " " + wrong)),
        value);
  }
}
