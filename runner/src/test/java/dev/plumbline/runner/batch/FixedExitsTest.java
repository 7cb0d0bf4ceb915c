package dev.plumbline.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FixedExitsTest {
  @Test
  void rowsLeaveFromTheEndAfterTheirIterations() {
    FixedExits exits = new FixedExits(List.of(16, 16, 4, 1, 1, 1));
    assertThat(exits.running(1)).isEqualTo(6);
    assertThat(exits.running(2)).isEqualTo(3);
    assertThat(exits.running(5)).isEqualTo(2);
    assertThat(exits.running(17)).isZero();
    assertThat(exits.exits()).containsExactly(1, 4, 16);
    assertThat(exits.exits().stream().map(exits::leaving)).containsExactly(3, 1, 2);
  }

  @Test
  void iterationsThatRiseAreRefused() {
    assertThatThrownBy(() -> new FixedExits(List.of(1, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("iterations must descend: [1, 4]");
  }
}
