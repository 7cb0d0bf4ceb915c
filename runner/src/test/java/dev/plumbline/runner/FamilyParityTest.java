package dev.plumbline.runner;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each family's logits, hidden states and greedy generations of reference PyTorch code. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("slow")
class FamilyParityTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "llama, r, 1",
    "smollm, r, 1",
    "qwen2, r, 1",
    "qwen3, r, 1",
    "olmo2, r, 1",
    "ouro, t, 1 2 3 4 6",
    "ouro-bf16, t, 1 2 4",
    "nanbeige, t, 1 2 3 4"
  })
  void modelWithoutAStateOfItsOwnIsThatOfTheReference(String name, String depth, String depths) {
    GoldenParity parity = parity(name, depth, depths);
    parity.vectorsFromZeroStatesAreEqual("");
    parity.greedyGenerationsAreEqual("ids");
  }

  @ParameterizedTest
  @CsvSource({"retrofit-llama", "retrofit-olmo"})
  void retrofitIsThatOfTheReferenceFromZeroAndGivenStates(String name) {
    GoldenParity parity = parity(name, "r", "1 2 4 8 16");
    parity.vectorsFromZeroStatesAreEqual("zero.");
    parity.vectorsFromGivenStatesAreEqual();
    parity.greedyGenerationsAreEqual("ids");
  }

  private GoldenParity parity(String name, String depth, String depths) {
    Golden golden = new Golden("families/" + name);
    List<Integer> all = Arrays.stream(depths.split(" ", -1)).map(Integer::valueOf).toList();
    return new GoldenParity(golden, golden.export(folder.resolve("bundle")), depth, all);
  }
}
