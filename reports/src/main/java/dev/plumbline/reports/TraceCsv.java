package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.exits.TokenKind;
import dev.plumbline.results.trace.PathMeasure;
import dev.plumbline.results.trace.TokenDepths;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceDocument;
import dev.plumbline.results.trace.TraceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;

/** The tokens of a trace as CSV, a row each; an absent number is an empty cell. */
public final class TraceCsv {
  private static final List<String> HEADER =
      List.of(
          "task",
          "document",
          "token",
          "text",
          "kind",
          "regime",
          "rate",
          "period",
          "last_residual",
          "settled_at",
          "said_at");

  private TraceCsv() {}

  /** Renders all tokens. */
  public static String render(Trace trace) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, Csv.FORMAT);
      csv.printRecord(HEADER);
      for (TraceDocument document : (Iterable<TraceDocument>) trace.documents()::iterator) {
        write(document, csv);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(TraceDocument document, CSVPrinter csv) throws IOException {
    TokenDepths depths = TokenDepths.of(document);
    List<String> texts = document.tokenTexts();
    TraceTable residual = document.measure(PathMeasure.RESIDUAL);
    float[] rates = document.rates();
    float[] periods = document.periods();
    for (int token = 0; token < texts.size(); token++) {
      int place = token;
      List<Object> row = new ArrayList<>();
      row.add(document.document().task());
      row.add(document.document().number());
      row.add(token);
      row.add(texts.get(token));
      row.add(TokenKind.of(texts.get(token)).word());
      row.add(document.regimes().get(token).key());
      row.add(decimal(rates[token]));
      row.add(periods[token] == 0 ? "" : (int) periods[token]);
      row.add(decimal(residual.get(residual.shape().get(0) - 1, token)));
      row.add(depths.settled().get(token));
      row.add(depths.said().map(said -> said.get(place).toString()).orElse(""));
      csv.printRecord(row);
    }
  }

  private static String decimal(float number) {
    return Float.isNaN(number) ? "" : Csv.decimal(number);
  }
}
