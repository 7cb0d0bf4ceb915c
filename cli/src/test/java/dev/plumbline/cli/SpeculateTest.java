package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.SpeculationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sweep --speculate} says. */
class SpeculateTest {
  @TempDir private Path folder;

  private Ended sweep(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("sweep", "--tasks", "embedded_chains", "--limit", "3", "-i", "1,2,4"));
    arguments.addAll(List.of("-m", "../models/embedded"));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    arguments.addAll(List.of(options));
    return Ended.run(arguments);
  }

  @Test
  void pointsThatAreDecodedPlainlyAndDraftsThatWereRightAreTold() {
    Ended ended = sweep("--speculate", "2:4");
    assertThat(ended.code()).isEqualTo(ExitCode.OK);
    assertThat(ended.err())
        .contains(
            "r = 1, 2: decoded plainly; drafts of 2 iterations are for the last loop of deeper points")
        .containsPattern(
            "embedded_chains: [0-9]+ of [0-9]+ drafted tokens were right, [0-9.]+ ms per token");
  }

  @Test
  void whatIsNoSpeculationIsRefusedInALine() {
    Ended ended = sweep("--speculate", "0:4");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err().strip())
        .isEqualTo("plumbline: --speculate 0:4: a draft takes from 1 to 1024 iterations");
  }

  private static String note(double seconds, double plainSeconds, long plainTokens) {
    return SpeculationNote.of(
        new SpeculationResult(
            Map.of(SweepPoint.fixed(8), new Speculated(40, 30, 40, 10, 0)),
            seconds,
            plainTokens,
            plainSeconds));
  }

  @Test
  void draftsThatDoNotPayAreCalledSo() {
    assertThat(note(0.08, 0.03, 10))
        .isEqualTo(
            "30 of 40 drafted tokens were right, 2.000 ms per token; plain decoding 3.000 ms");
    assertThat(note(0.08, 0.015, 10))
        .endsWith(
            "plain decoding 1.500 ms: --speculate does not pay here, leave it out or draft less");
    assertThat(note(0.08, 0, 0)).endsWith("too few to time plain decoding beside them");
  }
}
