package dev.plumbline.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Memory as a GPU's is used, on the host. */
class DeviceMemoryTest {
  private static final int MIB = 1 << 20;
  private static final DeviceBackend BACKEND =
      DeviceBackend.onHost(200L * MIB, OptionalInt.empty(), false);

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  private static float[] numbers(int count) {
    Random random = new Random(count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  private static float[] all(Floats floats) {
    float[] all = new float[floats.size()];
    floats.get(0, all);
    return all;
  }

  @Test
  void copiesAreThoseOfTheHostsMemory() {
    try (Arena.Frame host = new HostArena().frame();
        Arena.Frame device = BACKEND.arena().frame()) {
      Floats fromHost = host.floats(100);
      fromHost.put(0, numbers(100));
      Floats fromDevice = device.floats(100);
      fromDevice.put(0, numbers(100));
      Floats hosts = host.floats(90);
      Floats devices = device.floats(90);
      hosts.copy(3, 20, fromHost.slice(5, 90), 1, 9, 4, 7);
      devices.copy(3, 20, fromDevice.slice(5, 90), 1, 9, 4, 7);
      hosts.copy(80, fromHost, 90, 10);
      devices.copy(80, fromDevice, 90, 10);
      assertThat(all(devices)).isEqualTo(all(hosts));
      assertThat(all(devices.slice(23, 7))).isEqualTo(all(fromHost.slice(15, 7)));
    }
  }

  @Test
  void framesGiveOutZerosAndMemoryComesBack() {
    Arena arena = BACKEND.arena();
    try (Arena.Frame outer = arena.frame()) {
      Floats kept = outer.floats(10);
      kept.put(0, numbers(10));
      for (int i = 0; i < 4; i++) {
        try (Arena.Frame inner = arena.frame()) {
          Floats large = inner.floats(15L * MIB);
          assertThat(Arrays.equals(all(large), new float[large.size()])).isTrue();
          large.put(large.size() - 10, numbers(10));
          inner.floats(8L * MIB).put(0, numbers(10));
        }
      }
      assertThat(all(outer.floats(100))).containsOnly(0);
      assertThat(all(kept)).isEqualTo(numbers(10));
    }
  }

  @Test
  void whatIsTooMuchIsAMemoryShortageAndLeavesTheRest() {
    Arena arena = BACKEND.arena();
    try (Arena.Frame outer = arena.frame()) {
      outer.floats(10L * MIB);
      try (Arena.Frame inner = arena.frame()) {
        assertThatThrownBy(() -> inner.floats(45L * MIB))
            .isInstanceOf(MemoryShortage.class)
            .hasMessageStartingWith("out of memory: ");
        assertThatThrownBy(() -> inner.floats(1L << 31)).isInstanceOf(MemoryShortage.class);
      }
      assertThat(outer.floats(30L * MIB).size()).isEqualTo(30 * MIB);
    }
  }

  @Test
  void whatJavaWritesGoesUpOnceAndOnlyIfAGraphReadsItThere() {
    Traffic traffic = BACKEND.traffic();
    long before = traffic.up();
    try (Arena.Frame memory = BACKEND.arena().frame();
        Tensor tensor = memory.tensor(LongBuffer.wrap(new long[] {1, 2, 3}), 3)) {
      DeviceTensor.of(tensor).onHost();
      assertThat(traffic.up() - before).isZero();
      DeviceTensor.of(tensor).onDevice();
      DeviceTensor.of(tensor).onDevice();
      assertThat(traffic.up() - before).isEqualTo(3 * Long.BYTES);
    }
  }
}
