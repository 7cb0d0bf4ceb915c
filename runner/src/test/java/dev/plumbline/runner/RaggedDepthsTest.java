package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RaggedDepthsTest {
  @Test
  void rowsLeaveFromTheEndAsTheirDepthIsReached() {
    RaggedDepths depths = new RaggedDepths(List.of(16, 16, 4, 1, 1, 1));
    assertThat(depths.reaching(1)).isEqualTo(6);
    assertThat(depths.reaching(2)).isEqualTo(3);
    assertThat(depths.reaching(5)).isEqualTo(2);
    assertThat(depths.reaching(17)).isZero();
    assertThat(depths.deepest()).isEqualTo(16);
    assertThat(depths.distinct()).containsExactly(1, 4, 16);
  }

  @Test
  void depthsThatRiseAreRefused() {
    assertThatThrownBy(() -> new RaggedDepths(List.of(1, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depths must descend: [1, 4]");
  }
}
