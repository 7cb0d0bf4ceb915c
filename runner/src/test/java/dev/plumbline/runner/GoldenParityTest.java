package dev.plumbline.runner;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The published PyTorch code's logits, latents and greedy generations, all of them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class GoldenParityTest {
  private static GoldenParity parity;

  @BeforeAll
  static void export(@TempDir Path folder) {
    Golden golden = new Golden("tiny-raven");
    parity =
        new GoldenParity(
            golden, golden.export(folder.resolve("bundle")), "r", List.of(1, 2, 4, 8, 32));
  }

  @Test
  void logitsAndLatentsFromAZeroStateAreThoseOfThePublishedCode() {
    parity.vectorsFromZeroStatesAreEqual("zero.");
  }

  @Test
  void logitsAndLatentsFromAGivenStateAreThoseOfThePublishedCode() {
    parity.vectorsFromGivenStatesAreEqual();
  }

  @Test
  void greedyGenerationsAreThoseOfThePublishedCodeTokenForToken() {
    parity.greedyGenerationsAreEqual("new_ids");
  }
}
