package dev.plumbline.junit5;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verdicts as a test's outcome. */
final class Outcome {
  private static final int FLIPS_SHOWN = 10;

  /** As {@link #require(JudgedRun, List)}; no verdict at all is an error, never a pass. */
  static void require(String subject, JudgedRun run, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      throw new PlumblineException(subject + ": the baseline has no scores to compare with");
    }
    require(run, verdicts);
  }

  /** Fails with all that do not hold. */
  static void require(JudgedRun run, List<Verdict> verdicts) {
    String failures =
        verdicts.stream()
            .filter(verdict -> !verdict.holds())
            .map(Outcome::text)
            .collect(Collectors.joining("\n"));
    if (!failures.isEmpty()) {
      throw new AssertionError(failures + run.failedSamples());
    }
  }

  private static String text(Verdict verdict) {
    int more = verdict.flips().size() - FLIPS_SHOWN;
    return Stream.of(
            Stream.of(verdict.says()),
            verdict.flips().stream().limit(FLIPS_SHOWN).map(Flip::toString).map("  "::concat),
            more > 0 ? Stream.of("  and " + more + " more") : Stream.<String>empty())
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private Outcome() {}
}
