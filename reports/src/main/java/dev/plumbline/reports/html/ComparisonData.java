package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Interval;
import dev.plumbline.results.Run;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.SameQuestions;
import dev.plumbline.results.statistics.PairedDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Each further run against the first, for the page. */
record ComparisonData(List<Against> others) {

  /**
   * A run against the first.
   *
   * @param comparison absent where nothing can be compared
   * @param nothing why; empty where there is a comparison
   */
  private record Against(
      int run,
      Map<String, Set<Integer>> documents,
      Optional<Comparison> comparison,
      String nothing) {}

  static ComparisonData of(List<Run> runs) {
    List<Against> others = new ArrayList<>();
    for (int i = 1; i < runs.size(); i++) {
      others.add(against(i, runs.get(0), runs.get(i)));
    }
    return new ComparisonData(List.copyOf(others));
  }

  private static Against against(int run, Run baseline, Run other) {
    SameQuestions same = SameQuestions.of(baseline, other);
    try {
      Comparison comparison = Comparison.of(baseline, other, same);
      return new Against(run, same.documents(), Optional.of(comparison), "");
    } catch (PlumblineException nothing) {
      // Runs of different tasks may well stand on one page.
      return new Against(run, same.documents(), Optional.empty(), nothing.getMessage());
    }
  }

  /**
   * An array {@code comparisons} of {@code {run, nothing, settings, warnings, documents, rows}}
   * into an object that is open: for each further run what differs, which documents of a task were
   * asked of both in the same words, and a row for each curve and point. What is absent has no key.
   */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("comparisons");
    for (Against against : others) {
      json.writeStartObject();
      json.writeNumberField("run", against.run());
      if (against.comparison().isEmpty()) {
        json.writeStringField("nothing", against.nothing());
      } else {
        json.writeObjectField("documents", against.documents());
        write(json, against.comparison().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Comparison comparison) throws IOException {
    json.writeObjectField("settings", comparison.settings());
    json.writeObjectField("warnings", comparison.warnings());
    json.writeArrayFieldStart("rows");
    for (Comparison.Row row : comparison.rows()) {
      write(json, row);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Comparison.Row row) throws IOException {
    PairedDifference difference = row.difference();
    json.writeStartObject();
    json.writeStringField("task", row.curve().task());
    json.writeStringField("key", row.curve().score().key());
    json.writeStringField("r", row.point().label());
    json.writeNumberField("n", difference.n());
    json.writeNumberField("excluded", difference.excluded());
    json.writeNumberField("before", difference.before());
    json.writeNumberField("after", difference.after());
    json.writeNumberField("value", difference.difference());
    Optional<Interval> interval = difference.interval();
    if (interval.isPresent()) {
      json.writeNumberField("low", interval.get().low());
      json.writeNumberField("high", interval.get().high());
    }
    json.writeNumberField("p", row.holm());
    json.writeNumberField("lost", difference.lost());
    json.writeNumberField("gained", difference.gained());
    json.writeEndObject();
  }
}
