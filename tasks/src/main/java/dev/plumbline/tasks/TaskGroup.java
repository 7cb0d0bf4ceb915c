package dev.plumbline.tasks;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tasks that have scores together.
 *
 * @param alias what reports call it
 * @param version {@code metadata.version} as written
 * @param tasks its own and those of groups within it, in their order; twice where it is in two of
 *     them, and then it counts twice, as in lm-evaluation-harness
 * @param metrics none for a group that only selects
 */
public record TaskGroup(
    String name,
    Optional<String> alias,
    Optional<String> version,
    List<String> tasks,
    List<Metric> metrics) {
  public TaskGroup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(version, "version");
    tasks = List.copyOf(tasks);
    metrics = List.copyOf(metrics);
  }

  /**
   * A score of the group: the mean of its tasks' scores.
   *
   * @param filters only under these; absent: under all that its tasks have
   * @param weightBySize whether a task counts by its documents, or each as much as the others
   */
  public record Metric(String name, Optional<List<String>> filters, boolean weightBySize) {
    public Metric {
      Objects.requireNonNull(name, "name");
      filters = filters.map(List::copyOf);
    }
  }
}
