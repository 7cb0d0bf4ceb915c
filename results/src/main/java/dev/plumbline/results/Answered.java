package dev.plumbline.results;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is in a journal, without the answers themselves. */
final class Answered {
  private final Set<SampleId> samples = new HashSet<>();
  private final Map<TaskPoint, Usage> usages = new HashMap<>();
  private final Map<String, Set<DocumentId>> truncated = new HashMap<>();

  void add(JournalEntry entry) {
    Sample sample = entry.sample();
    samples.add(sample.id());
    usages.merge(new TaskPoint(sample.task(), sample.point()), entry.usage(), Usage::plus);
    if (entry.usage().truncated()) {
      truncated.computeIfAbsent(sample.task(), t -> new HashSet<>()).add(sample.document());
    }
  }

  boolean contains(SampleId sample) {
    return samples.contains(sample);
  }

  int count() {
    return samples.size();
  }

  Usage usage(TaskPoint point) {
    return usages.getOrDefault(point, Usage.NONE);
  }

  int truncated(String task) {
    return truncated.getOrDefault(task, Set.of()).size();
  }
}
