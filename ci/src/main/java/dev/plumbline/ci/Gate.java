package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.util.Optional;

/** Checks whether a run is as good as it must be. */
public final class Gate {

  /**
   * Checks every rule at every point it is about, however many fail.
   *
   * @param baseline absent where no rule needs one
   * @throws PlumblineException if a rule is about a point that the run or the baseline lacks, or
   *     their documents are not the same: a misspelt gate must not pass
   */
  public static GateReport judge(Run run, Rules rules, Optional<Baseline> baseline) {
    return new Judgement(run, rules, baseline).report();
  }

  private Gate() {}
}
