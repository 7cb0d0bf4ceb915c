package dev.plumbline.exchange.table;

import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Score;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A column of the table.
 *
 * @param cell {@code null} where a row has nothing
 */
record Column(String name, Type type, Function<SampleRow, Object> cell) {
  enum Type {
    TEXT,
    /** JSON in a text. */
    JSON,
    INTEGER,
    NUMBER
  }

  /** In the order in which they are written; docs/query.md describes them. */
  static final List<Column> ALL =
      List.of(
          text("run", row -> Optional.of(row.run().folder().toString())),
          text("model", row -> Optional.of(row.run().manifest().bundle().name())),
          text("bundle_sha256", row -> row.run().manifest().bundle().sha256()),
          text("task", row -> Optional.of(row.sample().task())),
          new Column("doc_id", Type.INTEGER, row -> row.sample().document().number()),
          new Column("iterations", Type.INTEGER, row -> row.sample().point().iterations()),
          text("metric", row -> row.score().map(Score::metric)),
          text("filter", SampleRow::filter),
          number("value", SampleRow::value),
          text("outcome", row -> Optional.of(row.outcome())),
          text("error", SampleRow::error),
          text("target", row -> row.question().map(Question::target)),
          text("answer", SampleRow::answer),
          text("generation", SampleRow::generation),
          new Column("loglikelihoods", Type.JSON, row -> row.loglikelihoods().orElse(null)),
          text("context", row -> row.question().map(Question::context)),
          number("flops_per_token", SampleRow::flopsPerToken),
          text("point", row -> Optional.of(row.sample().point().label())));

  private static Column text(String name, Function<SampleRow, Optional<String>> cell) {
    return new Column(name, Type.TEXT, row -> cell.apply(row).orElse(null));
  }

  private static Column number(String name, Function<SampleRow, OptionalDouble> cell) {
    return new Column(
        name,
        Type.NUMBER,
        row -> {
          OptionalDouble number = cell.apply(row);
          return number.isPresent() ? number.getAsDouble() : null;
        });
  }
}
