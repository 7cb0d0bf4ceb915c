package dev.plumbline.tasks.code;

import java.util.List;

/**
 * A program's verdict.
 *
 * @param flags why a person may want to look at it, such as {@code comparison}; usually empty
 */
public record Judged(Verdict verdict, List<String> flags) {
  public Judged {
    flags = List.copyOf(flags);
  }
}
