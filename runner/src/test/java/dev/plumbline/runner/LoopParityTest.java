package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.export.LoopedLayers;
import dev.plumbline.runner.network.Network.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary models whose layers 2 and 3 are looped, as reference PyTorch code computes them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("slow")
class LoopParityTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen3"})
  void replacedStatesAreThoseOfTheReferenceInOnePass(String name) {
    parity(name, Update.REPLACE, List.of(1, 2, 3, 4, 8)).vectorsFromZeroStatesAreEqual("naive.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen3"})
  void dampedStatesAreThoseOfTheReferenceInAPassForEachDepth(String name) {
    GoldenParity one = parity(name, Update.DAMPED, List.of(1));
    for (int r : List.of(1, 2, 4)) {
      new GoldenParity(one.golden(), one.bundle(), "r", List.of(r))
          .vectorsFromZeroStatesAreEqual("damped.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen3"})
  void generationsAreThoseOfTheReference(String name) {
    for (Update update : List.of(Update.REPLACE, Update.DAMPED)) {
      String scheme = update == Update.REPLACE ? "naive" : "damped";
      parity(name, update, List.of(1))
          .greedyGenerationsAreEqual(
              "ids", expected -> expected.get("scheme").asText().equals(scheme));
    }
  }

  private GoldenParity parity(String name, Update update, List<Integer> depths) {
    Bundle bundle =
        new Golden("families/" + name)
            .export(
                folder.resolve(name + "-" + update), Optional.of(new LoopedLayers(2, 3, update)));
    return new GoldenParity(new Golden("families/" + name + "-loop"), bundle, "r", depths);
  }
}
