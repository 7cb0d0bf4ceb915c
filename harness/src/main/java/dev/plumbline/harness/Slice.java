package dev.plumbline.harness;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import java.io.Serializable;

/**
 * Some documents of a task. Slices that cover a task once, answered anywhere and in any order, give
 * together what the whole task gives.
 *
 * @param first number of the first document
 * @param end number of the first document behind the slice
 */
public record Slice(String task, int first, int end) implements Serializable {
  public Slice {
    if (first < 0 || end <= first) {
      throw new PlumblineException(
          "a slice of %s from document %d to before %d is empty".formatted(task, first, end));
    }
  }

  /** All documents of a task. */
  public static Slice all(String task) {
    return new Slice(task, 0, Integer.MAX_VALUE);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return "%s, documents %d to %d".formatted(task, first, end - 1);
  }

  boolean contains(DocumentId document) {
    return document.task().equals(task) && document.number() >= first && document.number() < end;
  }
}
