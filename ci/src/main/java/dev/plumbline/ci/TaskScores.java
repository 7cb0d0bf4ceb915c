package dev.plumbline.ci;

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
 * @param iterations every r, ascending
 * @param flopsPerToken by r; empty where nobody measured, as are seconds
 * @param documents by ascending number
 */
public record TaskScores(
    String name,
    String version,
    Map<String, String> data,
    String asked,
    List<Integer> iterations,
    Map<Integer, Double> flopsPerToken,
    Map<Integer, Double> secondsPerToken,
    List<DocumentScores> documents) {
  public TaskScores {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    iterations = List.copyOf(iterations);
    flopsPerToken = Collections.unmodifiableMap(new TreeMap<>(flopsPerToken));
    secondsPerToken = Collections.unmodifiableMap(new TreeMap<>(secondsPerToken));
    documents = List.copyOf(documents);
    for (int i = 1; i < iterations.size(); i++) {
      require(iterations.get(i - 1) < iterations.get(i), "iterations must ascend");
    }
    require(!iterations.isEmpty() && iterations.get(0) >= 1, "iterations must be 1 or more");
    int last = -1;
    for (DocumentScores document : documents) {
      require(document.docId() > last, "document " + document.docId() + " must not follow " + last);
      last = document.docId();
      for (Map.Entry<String, List<Double>> metric : document.scores().entrySet()) {
        require(
            metric.getValue().size() == iterations.size(),
            "document %d has %d scores of %s for %d depths"
                .formatted(last, metric.getValue().size(), metric.getKey(), iterations.size()));
      }
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** In the order in which they first appear. */
  Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>();
    documents.forEach(document -> metrics.addAll(document.scores().keySet()));
    return metrics;
  }

  List<Integer> docIds() {
    return documents.stream().map(DocumentScores::docId).toList();
  }

  /** By document; NaN where there is none. */
  double[] scores(String metric, int iterations) {
    int depth = this.iterations.indexOf(iterations);
    return documents.stream().mapToDouble(d -> d.score(metric, depth)).toArray();
  }

  boolean has(String metric, int iterations) {
    return this.iterations.contains(iterations)
        && documents.stream()
            .anyMatch(d -> !Double.isNaN(d.score(metric, this.iterations.indexOf(iterations))));
  }
}
