package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.SweepPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepHistogramTest {
  private static final String KL = "8-kl:0.5";

  @TempDir private Path folder;

  @Test
  void tokensAreCountedByKindAndTheFirstOfAnAnswerApart() {
    List<StepHistogram> all =
        StepHistogram.of(
            new MadeUpExits("8," + KL)
                .text(0, "8", "x")
                .text(
                    0,
                    KL,
                    "12 + 3 cats",
                    List.of("12", " +", " 3", " cats"),
                    new int[] {7, 3, 8, 2},
                    0,
                    0,
                    0,
                    0)
                .text(1, KL, "a cat", List.of("a", " cat"), new int[] {7, 4}, 0, 0)
                .write(folder.resolve("run")));
    assertThat(all).hasSize(1);
    StepHistogram histogram = all.get(0);
    assertThat(histogram.point()).isEqualTo(SweepPoint.parse(KL));
    assertThat(histogram.tokens())
        .isEqualTo(
            Map.of(
                TokenKind.FIRST, Map.of(7, 2L),
                TokenKind.OPERATOR, Map.of(3, 1L),
                TokenKind.DIGIT, Map.of(8, 1L),
                TokenKind.WORD, Map.of(2, 1L, 4, 1L)));
    assertThat(histogram.all()).isEqualTo(Map.of(2, 1L, 3, 1L, 4, 1L, 7, 2L, 8, 1L));
    assertThat(StepHistogram.mean(histogram.all())).isEqualTo(31 / 6.0);
    assertThat(StepHistogram.quantile(histogram.all(), 0.5)).isEqualTo(4);
    assertThat(StepHistogram.quantile(histogram.all(), 0.9)).isEqualTo(8);
  }
}
