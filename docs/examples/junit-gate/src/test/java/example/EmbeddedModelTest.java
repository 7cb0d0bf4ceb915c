package example;

import static dev.plumbline.junit5.PlumblineAssertions.assertThat;

import dev.plumbline.junit5.Depth;
import dev.plumbline.junit5.EachDepth;
import dev.plumbline.junit5.Sweep;
import dev.plumbline.junit5.SweepResult;
import org.junit.jupiter.api.Test;

/** What a build that depends on a model asks of it: here of the embedded model, in the jars. */
@Sweep(
    tasks = {"embedded_chains", "embedded_facts"},
    iterations = {1, 4, 16},
    limit = 100,
    initScale = "${init.scale:1}",
    baseline = "src/test/resources/baseline.jsonl")
class EmbeddedModelTest {

  @EachDepth
  void isAsGoodAsItWas(Depth depth) {
    assertThat(depth).hasNoLoss();
  }

  @Test
  void chainsAreSolvedAtLast(SweepResult sweep) {
    assertThat(sweep.curve("embedded_chains:exact_match,strict-match")).isAtLeast(0.9);
  }

  @Test
  void factsNeedNoDepth(SweepResult sweep) {
    assertThat(sweep.curve("embedded_facts:acc_norm")).isAtLeast(0.95).saturatesBy(1, 0.02);
  }
}
