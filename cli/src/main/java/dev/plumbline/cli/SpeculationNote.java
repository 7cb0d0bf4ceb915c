package dev.plumbline.cli;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.runner.SpeculationResult;

/** Whether speculation pays, in a line. */
final class SpeculationNote {
  private SpeculationNote() {}

  static String of(SpeculationResult result) {
    Speculated all = result.total();
    String came =
        "%d of %d drafted tokens were right, %.3f ms per token"
            .formatted(all.accepted(), all.drafted(), 1e3 * result.secondsPerToken());
    if (result.plainTokens() == 0) {
      return came + "; too few to time plain decoding beside them";
    }
    String beside = "; plain decoding %.3f ms".formatted(1e3 * result.plainSecondsPerToken());
    return came
        + beside
        + (result.slower() ? ": --speculate does not pay here, leave it out or draft less" : "");
  }
}
