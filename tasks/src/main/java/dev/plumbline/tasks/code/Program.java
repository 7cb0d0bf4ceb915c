package dev.plumbline.tasks.code;

import java.util.Objects;

/**
 * A solution with what tells whether it is right; run in this order, as if one text.
 *
 * @param setup {@code test_setup_code} of MBPP, often empty
 * @param tests such as {@code assert} statements, or a definition of {@code check} and its call
 */
public record Program(String solution, String setup, String tests) {
  public Program {
    Objects.requireNonNull(solution, "solution");
    Objects.requireNonNull(setup, "setup");
    Objects.requireNonNull(tests, "tests");
  }
}
