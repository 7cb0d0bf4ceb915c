package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void longestComeFirstAndEqualOnesKeepTheirOrder() {
    assertThat(Batches.of(List.of(3, 9, 3, 5), 100, 1000)).containsExactly(List.of(1, 3, 0, 2));
  }

  @Test
  void paddedTokensStayWithinTheLimit() {
    assertThat(Batches.of(List.of(10, 10, 10, 4), 100, 20))
        .containsExactly(List.of(0, 1), List.of(2, 3));
  }

  @Test
  void requestLongerThanTheLimitRunsAlone() {
    assertThat(Batches.of(List.of(50, 5), 100, 20)).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void batchesHoldNoMoreThanAskedFor() {
    assertThat(Batches.of(List.of(1, 1, 1), 2, 1000)).containsExactly(List.of(0, 1), List.of(2));
  }
}
