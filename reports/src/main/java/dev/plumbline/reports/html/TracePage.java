package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.reports.html.TraceView.Components;
import dev.plumbline.reports.html.TraceView.Document;
import dev.plumbline.reports.html.TraceView.Fact;
import dev.plumbline.reports.html.TraceView.Lens;
import dev.plumbline.reports.html.TraceView.Measure;
import dev.plumbline.reports.html.TraceView.Tokens;
import dev.plumbline.results.trace.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace as one HTML file that needs nothing else.
 *
 * <p>The block {@code trace} is JSON in the shape of {@link TraceView}; arrays stand in blocks of
 * their own, which it names.
 */
public final class TracePage {
  private static final Frame FRAME =
      new Frame(
          "trace/page.html",
          List.of("report.css", "trace/trace.css"),
          List.of(),
          List.of(
              "dom.js",
              "unpack.js",
              "numbers.js",
              "theme.js",
              "trace/trace.js",
              "trace/view.js",
              "trace/scale.js",
              "trace/regimes.js",
              "trace/pen.js",
              "trace/figure.js",
              "trace/header.js",
              "trace/reader.js",
              "trace/paths.js",
              "trace/map.js",
              "trace/lens.js",
              "trace/quantiles.js",
              "trace/distributions.js",
              "trace/main.js"));

  private final TraceView view;
  private final DataBlocks blocks = new DataBlocks();

  private TracePage(TraceView view) {
    this.view = view;
  }

  /**
   * Reads a trace; of a large one the first documents.
   *
   * @param right whether documents were answered right, where that is known
   * @return the page; ASCII but for its own few signs
   */
  public static String of(Trace trace, Map<DocumentId, Boolean> right) {
    return of(ShownTrace.of(trace, right));
  }

  static String of(TraceView view) {
    return new TracePage(view).html();
  }

  private String html() {
    blocks.add("trace", JsonText.of(this::write));
    return FRAME.with(blocks);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", view.title());
    json.writeArrayFieldStart("facts");
    for (Fact fact : view.facts()) {
      json.writeStartArray();
      json.writeString(fact.label());
      json.writeString(fact.value());
      json.writeEndArray();
    }
    json.writeEndArray();
    writeStrings(json, "notes", view.notes());
    json.writeNumberField("iterations", view.iterations());
    writeDocuments(json);
    writeTokens(json, view.tokens());
    json.writeArrayFieldStart("measures");
    for (Measure measure : view.measures()) {
      write(json, measure);
    }
    json.writeEndArray();
    write(json, view.components());
    if (view.lens().isPresent()) {
      write(json, view.lens().get());
    }
    json.writeEndObject();
  }

  private void writeDocuments(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("documents");
    for (Document document : view.documents()) {
      json.writeStartObject();
      json.writeStringField("task", document.task());
      json.writeStringField("id", document.id());
      json.writeNumberField("tokens", document.tokens());
      if (document.right().isPresent()) {
        json.writeBooleanField("right", document.right().get());
      }
      if (document.exponent().isPresent()) {
        json.writeNumberField("exponent", document.exponent().get());
      }
      if (document.spectralRadius().isPresent()) {
        json.writeNumberField("spectralRadius", document.spectralRadius().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeTokens(JsonGenerator json, Tokens tokens) throws IOException {
    json.writeObjectFieldStart("tokens");
    writeStrings(json, "texts", tokens.texts());
    writeStrings(json, "kindNames", tokens.kindNames());
    json.writeStringField("kinds", blocks.add(tokens.kinds()));
    writeStrings(json, "regimeNames", TraceView.REGIMES);
    json.writeStringField("regimes", blocks.add(tokens.regimes()));
    json.writeStringField("rates", blocks.add(tokens.rates()));
    json.writeStringField("periods", blocks.add(tokens.periods()));
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Measure measure) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", measure.key());
    json.writeStringField("label", measure.label());
    json.writeBooleanField("logarithmic", measure.logarithmic());
    writeDepths(json, measure.depths());
    json.writeStringField("values", blocks.add(measure.values()));
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Components components) throws IOException {
    json.writeObjectFieldStart("components");
    json.writeStringField("shares", blocks.add(components.shares()));
    json.writeStringField("values", blocks.add(components.values()));
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Lens lens) throws IOException {
    json.writeObjectFieldStart("lens");
    writeDepths(json, lens.depths());
    json.writeStringField("tokenIds", blocks.add(lens.tokenIds()));
    json.writeStringField("probabilities", blocks.add(lens.probabilities()));
    json.writeObjectFieldStart("texts");
    for (Map.Entry<Integer, String> text : new TreeMap<>(lens.texts()).entrySet()) {
      json.writeStringField(text.getKey().toString(), text.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeDepths(JsonGenerator json, int[] depths) throws IOException {
    json.writeFieldName("depths");
    json.writeArray(depths, 0, depths.length);
  }

  private static void writeStrings(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
