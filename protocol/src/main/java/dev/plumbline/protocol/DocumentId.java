package dev.plumbline.protocol;

import java.util.Objects;

/**
 * A document of a task, whatever it is asked and however often.
 *
 * @param number from 0, its place in the task's data set; lm-evaluation-harness's {@code doc_id}
 */
public record DocumentId(String task, int number) {
  public DocumentId {
    Objects.requireNonNull(task, "task");
    if (number < 0) {
      throw new PlumblineException(
          "%s, document %d: documents count from 0".formatted(task, number));
    }
  }

  @Override
  public String toString() {
    return task + ", document " + number;
  }
}
