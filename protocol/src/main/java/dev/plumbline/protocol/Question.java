package dev.plumbline.protocol;

import java.util.Objects;

/**
 * A document as it is asked, with its right answer; one line of {@code documents.jsonl}.
 *
 * @param target the right answer as the task states it: the index of a choice, as Python writes it,
 *     a text that a generation is compared with, or a program's tests
 */
public record Question(Request request, String target) {
  public Question {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(target, "target");
  }

  public DocumentId document() {
    return request.document();
  }

  public String context() {
    return request.context();
  }
}
