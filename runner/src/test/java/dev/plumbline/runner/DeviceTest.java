package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void namesAreReadAndWrittenAlike() {
    for (String name : new String[] {"cpu", "cpu:mapped", "cpu:bound", "cuda:0", "cuda:3"}) {
      assertThat(Device.parse(name)).hasToString(name);
    }
    assertThat(Device.parse("cuda")).isEqualTo(new Device.Cuda(0));
  }

  @Test
  void unknownDeviceIsRefused() {
    assertThatThrownBy(() -> Device.parse("gpu"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("unknown device 'gpu'; use cpu, cpu:mapped or cuda:N");
  }
}
