package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.tasks.TaskGroup;

/** A group as the manifest has it. */
final class DescribedGroup {
  private DescribedGroup() {}

  static Manifest.Group of(TaskGroup group) {
    return new Manifest.Group(
        group.name(),
        group.alias(),
        group.version(),
        group.tasks(),
        group.metrics().stream()
            .map(m -> new Manifest.GroupMetric(m.name(), m.filters(), m.weightBySize()))
            .toList());
  }
}
