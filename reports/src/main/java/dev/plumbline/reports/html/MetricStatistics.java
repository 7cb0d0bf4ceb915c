package dev.plumbline.reports.html;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.List;
import java.util.Optional;

/**
 * What all documents say behind one curve. For a large run this is what takes longest.
 *
 * @param sweep the points that the envelope's strata are over
 * @param saturation absent where no document has a score at every r
 * @param envelope absent where this is so or the metric is graded
 */
record MetricStatistics(
    CurveId curve,
    List<SweepPoint> sweep,
    Optional<Saturation> saturation,
    Optional<Envelope> envelope) {

  static List<MetricStatistics> of(Run run) {
    return ScoreTable.overDepths(run).stream()
        .map(
            table ->
                new MetricStatistics(
                    table.curve(),
                    table.points(),
                    Saturation.of(table, Saturation.DEFAULT_MARGIN),
                    Envelope.of(table)))
        .toList();
  }
}
