package dev.plumbline.runner.batch;

import java.util.List;
import java.util.stream.Stream;

/**
 * All rows go to the coda after a draft's iterations, too, and on through the core.
 *
 * @param draft iterations, fewer than any row's own
 * @param own where the rows leave
 */
public record DraftExits(int draft, ExitRule own) implements ExitRule {
  @Override
  public List<Integer> exits() {
    return Stream.concat(Stream.of(draft), own.exits().stream()).toList();
  }

  @Override
  public int running(int iteration) {
    return own.running(iteration);
  }

  @Override
  public int leaving(int exit) {
    return exit == draft ? own.running(exit) : own.leaving(exit);
  }
}
