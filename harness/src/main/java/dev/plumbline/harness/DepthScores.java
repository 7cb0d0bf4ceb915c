package dev.plumbline.harness;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import dev.plumbline.results.statistics.ScoreTable;
import dev.plumbline.tasks.MeasuredScore;
import dev.plumbline.tasks.PreparedTask;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hands a task's samples on and keeps their scores, eight bytes each, to look at between passes.
 */
final class DepthScores implements SampleSink {
  private final SampleSink sink;
  private final String task;
  private final List<SweepPoint> depths;
  private final Map<DocumentId, Integer> rows = new HashMap<>();

  /** By document and depth; NaN where there is none. */
  private final Map<MeasuredScore, double[][]> scores = new LinkedHashMap<>();

  /**
   * Begins with what the sink has already.
   *
   * @param depths ascending
   */
  DepthScores(SampleSink sink, PreparedTask task, List<SweepPoint> depths) {
    this.sink = sink;
    this.task = task.task().name();
    this.depths = depths;
    task.documents().forEach(document -> rows.put(document, rows.size()));
    for (MeasuredScore score : task.task().metrics()) {
      if (!score.combination().isMean()) {
        continue;
      }
      double[][] table = new double[rows.size()][depths.size()];
      Arrays.stream(table).forEach(row -> Arrays.fill(row, Double.NaN));
      scores.put(score, table);
    }
    if (scores.isEmpty()) {
      throw new PlumblineException(
          "task "
              + this.task
              + ": none of its scores is a mean over documents, so that --iterations auto cannot"
              + " tell where more depth gains nothing; name the depths");
    }
    // Reading a journal takes a while, so only where it holds something of this task.
    if (rows.keySet().stream().anyMatch(this::isAnsweredSomewhere)) {
      sink.forEach(this::look);
    }
  }

  private boolean isAnsweredSomewhere(DocumentId document) {
    return depths.stream().anyMatch(depth -> sink.isAnswered(new SampleId(document, depth)));
  }

  private synchronized void look(Sample sample) {
    int depth = depths.indexOf(sample.point());
    Integer row = rows.get(sample.document());
    if (row != null && depth >= 0) {
      scores.forEach(
          (score, table) -> {
            Double value = sample.outcome().metrics().get(score.score());
            if (value != null) {
              // A loss of a score that should be low is a gain.
              table[row][depth] = score.higherIsBetter() ? value : 1 - value;
            }
          });
    }
  }

  /** A table for each score; the documents are numbered by their places. */
  synchronized List<ScoreTable> tables() {
    return scores.entrySet().stream()
        .map(e -> ScoreTable.of(new CurveId(task, e.getKey().score()), depths, e.getValue()))
        .toList();
  }

  @Override
  public boolean isAnswered(SampleId sample) {
    return sink.isAnswered(sample);
  }

  @Override
  public void forEach(Consumer<Sample> sample) {
    sink.forEach(sample);
  }

  @Override
  public void append(Sample sample, Usage usage) {
    sink.append(sample, usage);
    look(sample);
  }
}
