package dev.plumbline.ci;

import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the documents of one task scored, and what makes two such tables comparable.
 *
 * @param version as the task's YAML states it
 * @param data SHA-256 of each data file by its name
 * @param asked SHA-256 over everything that was asked: prompts, continuations, stops, targets
 * @param points every point of the sweep, at least one, ascending
 * @param flopsPerToken by point; empty where nobody measured, as are seconds
 * @param documents by ascending number
 */
public record TaskScores(
    String name,
    String version,
    Map<String, String> data,
    String asked,
    List<SweepPoint> points,
    Map<SweepPoint, Double> flopsPerToken,
    Map<SweepPoint, Double> secondsPerToken,
    List<DocumentScores> documents) {
  public TaskScores {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    points = List.copyOf(points);
    flopsPerToken = Collections.unmodifiableMap(new TreeMap<>(flopsPerToken));
    secondsPerToken = Collections.unmodifiableMap(new TreeMap<>(secondsPerToken));
    documents = List.copyOf(documents);
    for (int i = 1; i < points.size(); i++) {
      require(points.get(i - 1).compareTo(points.get(i)) < 0, "iterations must ascend");
    }
    require(!points.isEmpty(), "iterations must be 1 or more");
    int last = -1;
    for (DocumentScores document : documents) {
      require(document.docId() > last, "document " + document.docId() + " must not follow " + last);
      last = document.docId();
      for (Map.Entry<Score, List<Double>> score : document.scores().entrySet()) {
        require(
            score.getValue().size() == points.size(),
            "document %d has %d scores of %s for %d depths"
                .formatted(last, score.getValue().size(), score.getKey(), points.size()));
      }
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** In the order in which they first appear. */
  Set<Score> scores() {
    Set<Score> scores = new LinkedHashSet<>();
    documents.forEach(document -> scores.addAll(document.scores().keySet()));
    return scores;
  }

  List<Integer> docIds() {
    return documents.stream().map(DocumentScores::docId).toList();
  }

  /** By document; NaN where there is none. */
  double[] scores(Score score, SweepPoint point) {
    int place = points.indexOf(point);
    return documents.stream().mapToDouble(d -> d.score(score, place)).toArray();
  }

  /** Whether two scores are equal at every document and point, and absent at the same ones. */
  boolean agree(Score one, Score other) {
    return points.stream()
        .allMatch(point -> Arrays.equals(scores(one, point), scores(other, point)));
  }

  boolean has(Score score, SweepPoint point) {
    int place = points.indexOf(point);
    return place >= 0 && documents.stream().anyMatch(d -> !Double.isNaN(d.score(score, place)));
  }
}
