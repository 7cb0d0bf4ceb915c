package dev.plumbline.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /** As indices into the lengths. */
  private static List<List<Integer>> batches(List<Integer> lengths, int most, long tokens) {
    List<Integer> indices = IntStream.range(0, lengths.size()).boxed().toList();
    return Batches.of(Batches.longestFirst(indices, lengths::get), lengths::get, most, tokens);
  }

  @Test
  void longestComeFirstAndEqualOnesKeepTheirOrder() {
    assertThat(batches(List.of(3, 9, 3, 5), 100, 1000)).containsExactly(List.of(1, 3, 0, 2));
  }

  @Test
  void paddedTokensStayWithinTheLimit() {
    assertThat(batches(List.of(10, 10, 10, 4), 100, 20))
        .containsExactly(List.of(0, 1), List.of(2, 3));
  }

  @Test
  void requestLongerThanTheLimitRunsAlone() {
    assertThat(batches(List.of(50, 5), 100, 20)).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void batchesHoldNoMoreThanAskedFor() {
    assertThat(batches(List.of(1, 1, 1), 2, 1000)).containsExactly(List.of(0, 1), List.of(2));
  }
}
