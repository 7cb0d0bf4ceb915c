package dev.plumbline.results;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is in a journal, without the answers themselves. */
final class Answered {
  private final Set<Place> places = new HashSet<>();
  private final Map<Depth, Reading> readings = new HashMap<>();
  private final Map<String, Set<Integer>> truncated = new HashMap<>();

  private record Place(String task, int docId, int iterations) {}

  private record Depth(String task, int iterations) {}

  void add(JournalEntry entry) {
    Sample sample = entry.sample();
    places.add(new Place(sample.task(), sample.docId(), sample.iterations()));
    readings.merge(new Depth(sample.task(), sample.iterations()), entry.reading(), Reading::plus);
    if (entry.reading().truncated()) {
      truncated.computeIfAbsent(sample.task(), t -> new HashSet<>()).add(sample.docId());
    }
  }

  boolean contains(String task, int docId, int iterations) {
    return places.contains(new Place(task, docId, iterations));
  }

  int count() {
    return places.size();
  }

  Reading reading(String task, int iterations) {
    return readings.getOrDefault(new Depth(task, iterations), Reading.NONE);
  }

  int truncated(String task) {
    return truncated.getOrDefault(task, Set.of()).size();
  }
}
