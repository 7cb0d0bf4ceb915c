package dev.plumbline.tasks;

import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.Program;
import dev.plumbline.tasks.python.PythonRegex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A document whose answers are programs: from generations to programs, and from their verdicts to
 * scores.
 */
record Problem(Doc doc, Question question, List<FilterPipeline> filters, List<PassAtK> metrics) {

  /**
   * What a generation says.
   *
   * @throws PlumblineException for a regular expression that runs out of time
   */
  Solution solution(String generation) {
    Map<String, String> filtered = new LinkedHashMap<>();
    try {
      for (FilterPipeline filter : filters) {
        filtered.put(filter.name(), filter.apply(List.of(generation), doc).text());
      }
    } catch (PythonRegex.TimeoutException e) {
      throw new PlumblineException("task " + question.document() + ": " + e.getMessage(), e);
    }
    return new Solution(generation, filtered);
  }

  /** A program that is whole already. */
  Solution whole(String program) {
    return new Solution(program, Map.of(filters.get(0).name(), program));
  }

  /** A solution with the document's tests, as official scorers put them together. */
  Program program(Solution solution) {
    String setup = Objects.toString(doc.fields().get("test_setup_code"), "");
    return new Program(solution.program(), setup, question.target());
  }

  /**
   * Pass@k for every k.
   *
   * @param ks none above the number of attempts
   */
  Outcome outcome(List<Response.Attempt> attempts, List<Integer> ks) {
    Map<Score, Double> values = new LinkedHashMap<>();
    for (FilterPipeline filter : filters) {
      for (PassAtK metric : metrics) {
        for (int k : ks) {
          PassAtK atK = metric.at(k);
          values.put(filter.score(atK.name()), atK.measure(attempts));
        }
      }
    }
    return new Outcome.Scored(values, new Response.Programs(attempts), question.target());
  }
}
