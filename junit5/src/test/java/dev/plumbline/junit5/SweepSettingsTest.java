package dev.plumbline.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.Depths;
import dev.plumbline.harness.SweepPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepSettingsTest {
  @Sweep(tasks = "facts")
  private static final class Bare {}

  @Sweep(
      tasks = "facts",
      iterations = {4, 1})
  private static final class Stated {}

  private static SweepPlan plan(Class<?> test) {
    return SweepSettings.of(test.getAnnotation(Sweep.class), System::getProperty).plan();
  }

  @Test
  void depthsThatAreNotNamedAreTheModels() {
    assertThat(plan(Bare.class).depths()).isEqualTo(Depths.suiting());
    assertThat(plan(Stated.class).depths())
        .isEqualTo(Depths.of(dev.plumbline.protocol.Sweep.of(List.of(1, 4))));
  }
}
