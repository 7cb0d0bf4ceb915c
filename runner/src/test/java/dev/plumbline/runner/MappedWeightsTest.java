package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappedWeightsTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));

  /** The embedded model has no other; what large ones are multiplied to is MappedProductsTest's. */
  @Test
  void smallMatricesAreCopiedAllTheSame() {
    ModelOptions packed = ModelOptions.defaults();
    ModelOptions mapped = packed.withDevice(new Device.Mapped());
    Sweep sweep = Sweep.of(List.of(1, 3));
    assertThat(DialRequests.answers(RecurrentModel.open(BUNDLE, mapped), sweep))
        .isEqualTo(DialRequests.answers(RecurrentModel.open(BUNDLE, packed), sweep));
  }
}
