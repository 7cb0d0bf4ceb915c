package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.GivenNoise;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Recurrence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTimeNoiseTest {
  private static final int R = 3;
  private static final double AMOUNT = 0.7;

  /** Of tiny-raven: std 0.079..., drawn states times 8, and a mean of 8 iterations in training. */
  private static final double N = AMOUNT * 0.07905694150420949 * 8;

  private static final int TRAINED = 8;

  @TempDir private Path folder;

  /**
   * The published code's own logits (recpre/raven_modeling_minimal.py) after three iterations from
   * zeros on tiny-raven, float32, with {@code torch.randn_like} giving {@link GivenNoise}'s numbers
   * and {@code torch.rand} 0.25, 0.375 and 0.5: five of the last token's, three of the third's.
   */
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @ParameterizedTest
  @CsvSource({
    "FIXED, -0.479909, 0.178979, -0.87562, -1.320854, 0.344533, 0.543186, -0.354788, -0.415437",
    "GEOM, -0.176011, -0.212082, -0.631104, -1.344411, 0.164221, 0.596151, -0.821527, -0.320296",
    "SQRT, -0.295471, -0.095081, -0.726609, -1.355624, 0.220694, 0.557118, -0.67688, -0.361509",
    "LINE, -0.561096, 0.63267, -1.049846, -1.079113, 0.592027, 0.776932, 0.379492, -0.380738",
    "CHI, -0.448361, 0.203513, -0.811776, -1.382371, 0.326413, 0.601638, -0.467349, -0.365134"
  })
  void logitsUnderNoiseAreThePublishedCodes(
      TestTimeNoise.Kind kind,
      float last0,
      float last1,
      float last2,
      float last3,
      float last4,
      float third0,
      float third1,
      float third2) {
    Golden golden = new Golden("tiny-raven");
    Bundle bundle = golden.export(folder.resolve("tiny-raven"));
    TestTimeNoise noise = new TestTimeNoise(kind, AMOUNT, 0);
    IntToDoubleFunction share =
        kind == TestTimeNoise.Kind.CHI
            ? i -> 2 * (0.25 + 0.125 * (i - 1)) * N
            : i -> noise.share(i, N, TRAINED);
    float[][] logits = logits(golden, bundle, share);
    assertThat(firstOf(logits[logits.length - 1], 5))
        .containsExactly(new float[] {last0, last1, last2, last3, last4}, within(2e-4f));
    assertThat(firstOf(logits[2], 3))
        .containsExactly(new float[] {third0, third1, third2}, within(2e-4f));
  }

  private static float[][] logits(Golden golden, Bundle bundle, IntToDoubleFunction share) {
    List<Integer> ids = golden.promptIds(0);
    long[] places = LongStream.range(0, ids.size()).toArray();
    float[][] logits = new float[places.length][];
    try (Backend backend = RecurrentModel.backend(TestDevice.options())) {
      InitialStates zeros = InitialStates.zeros(bundle.shape().width());
      Recurrence recurrence =
          new Recurrence(backend, bundle, zeros, false)
              .under(Optional.of(GivenNoise.of(share, bundle)));
      try (Arena.Frame memory = recurrence.memory();
          PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(ids)), 0);
          SharedPrefix none = SharedPrefix.none(memory, bundle.shape().caches());
          PrefixCaches caches = new PrefixCaches(memory, bundle.shape().caches(), none, 1)) {
        recurrence.run(
            batch,
            EveryExit.of(Sweep.of(List.of(R)), 1),
            caches,
            exit -> {
              var head =
                  recurrence.head(
                      exit.last(), batch, caches.coda(R), places, new long[places.length], true);
              for (int place = 0; place < places.length; place++) {
                logits[place] = head.logitsAt(place);
              }
            });
      }
    }
    return logits;
  }

  private static float[] firstOf(float[] numbers, int count) {
    return Arrays.copyOf(numbers, count);
  }

  @Test
  void chiDrawsItsShareByIterationUniformlyUpToTwiceTheAmount() {
    TestTimeNoise chi = TestTimeNoise.parse("chi:0.5").withSeed(4);
    List<Double> shares =
        IntStream.rangeClosed(1, 4000).mapToObj(i -> chi.share(i, 0.3, TRAINED)).toList();
    assertThat(shares).allMatch(a -> a >= 0 && a < 0.6).doesNotHaveDuplicates();
    double mean = shares.stream().mapToDouble(a -> a).average().orElseThrow();
    // The deviation of a mean of 4000 uniform numbers in [0, 0.6) is 0.0027.
    assertThat(mean).isCloseTo(0.3, within(0.011));
    assertThat(chi.withSeed(5).share(1, 0.3, TRAINED)).isNotEqualTo(shares.get(0));
  }

  @Test
  void aLabelIsWhatParsesToIt() {
    TestTimeNoise noise = TestTimeNoise.parse("Geom:0.25");
    assertThat(noise).isEqualTo(new TestTimeNoise(TestTimeNoise.Kind.GEOM, 0.25, 0));
    assertThat(TestTimeNoise.parse(noise.label())).isEqualTo(noise);
  }

  @ParameterizedTest
  @CsvSource({
    "geom, 'geom' is no noise; write KIND:AMOUNT",
    "pink:1, 'pink:1' is no noise",
    "geom:x, 'geom:x' is no noise",
    "geom:0, above 0 and at most 1000",
    "geom:-1, above 0",
    "geom:NaN, above 0"
  })
  void whatIsNoNoiseIsRefused(String text, String message) {
    assertThatThrownBy(() -> TestTimeNoise.parse(text)).hasMessageContaining(message);
  }
}
