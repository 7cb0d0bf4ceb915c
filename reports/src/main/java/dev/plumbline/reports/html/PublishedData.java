package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.BesideReference.Pair;
import dev.plumbline.results.published.Difference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published curves for the page, each with the runs that stand beside it. */
final class PublishedData {
  private final List<String> runs;
  private final List<BesideReference> beside;

  private record Place(String label, CurveId curve) {}

  private record Side(int run, BesideReference beside, Pair pair) {}

  PublishedData(List<Run> runs, List<BesideReference> beside) {
    this.runs = runs.stream().map(run -> run.folder().toString()).toList();
    this.beside = beside;
  }

  /**
   * Fields {@code published}, a list of {@code {label, source, place, notes, task, metric, filter,
   * points, beside}}, and {@code unmatched}, a list of texts, into an object that is open.
   */
  void write(JsonGenerator json) throws IOException {
    Map<Place, List<Side>> sides = new LinkedHashMap<>();
    for (BesideReference one : beside) {
      for (Pair pair : one.pairs()) {
        sides
            .computeIfAbsent(new Place(pair.label(), pair.curve()), place -> new ArrayList<>())
            .add(new Side(runs.indexOf(one.run()), one, pair));
      }
    }
    json.writeArrayFieldStart("published");
    for (Map.Entry<Place, List<Side>> entry : sides.entrySet()) {
      write(json, entry.getKey(), entry.getValue());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unmatched");
    for (BesideReference one : beside) {
      if (one.nothing().isPresent()) {
        json.writeString(one.nothing().get());
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Place place, List<Side> sides) throws IOException {
    Side first = sides.get(0);
    json.writeStartObject();
    json.writeStringField("label", place.label());
    json.writeStringField(
        "source", first.beside().reference().model() + ": " + first.beside().reference().source());
    json.writeStringField("place", first.pair().settings());
    List<String> notes = new ArrayList<>(first.beside().reference().notes());
    notes.addAll(first.pair().published().notes());
    json.writeObjectField("notes", notes);
    json.writeStringField("task", place.curve().task());
    json.writeStringField("metric", place.curve().score().metric());
    json.writeStringField("filter", place.curve().score().filter());
    json.writeArrayFieldStart("points");
    for (Map.Entry<Integer, Double> point : first.pair().published().fractions().entrySet()) {
      json.writeStartObject();
      json.writeNumberField("r", point.getKey());
      json.writeNumberField("value", point.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("beside");
    for (Side side : sides) {
      json.writeStartObject();
      json.writeNumberField("run", side.run());
      json.writeObjectField("differ", texts(side.pair(), true));
      json.writeObjectField("unknown", texts(side.pair(), false));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static List<String> texts(Pair pair, boolean known) {
    return pair.differences().stream()
        .filter(difference -> difference.isKnown() == known)
        .map(Difference::toString)
        .toList();
  }
}
