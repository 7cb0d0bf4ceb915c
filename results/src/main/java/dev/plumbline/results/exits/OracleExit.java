package dev.plumbline.results.exits;

import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.ScoreTable;
import dev.plumbline.results.statistics.Share;
import java.util.Optional;

/**
 * The optimistic bound of leaving early: an oracle that knows the right answer stops each document
 * at the smallest fixed r that answers it, and at the smallest of all where none does. No rule can
 * do it, and with chance answers the bound grows with the number of depths alone.
 *
 * @param accuracy documents that are right at some fixed r
 * @param meanIterations over all documents
 */
public record OracleExit(Share accuracy, double meanIterations) {

  /**
   * Absent for graded scores, and where no document has a score at every r.
   *
   * @param table of fixed r alone
   */
  static Optional<OracleExit> of(ScoreTable table) {
    return Envelope.of(table)
        .map(
            envelope -> {
              long right =
                  envelope.oracleDepths().values().stream().mapToLong(Integer::longValue).sum();
              int never = envelope.n() - envelope.oracleDepths().size();
              long least = table.points().get(0).iterations();
              return new OracleExit(
                  envelope.oracle(), (right + (double) never * least) / envelope.n());
            });
  }
}
