package dev.plumbline.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class HostArenaTest {
  private static final int BIG = 40 << 20;

  @Test
  void buffersOfOneFrameDoNotOverlap() {
    try (HostArena.HostFrame memory = new HostArena().frame()) {
      FloatBuffer first = memory.floats(5).numbers();
      FloatBuffer second = memory.floats(7).numbers();
      first.put(new float[] {1, 2, 3, 4, 5});
      assertThat(second.get(0)).isZero();
      second.put(0, 9);
      assertThat(first.get(4)).isEqualTo(5);
      assertThat(first.capacity()).isEqualTo(5);
    }
  }

  @Test
  void memoryIsTakenBackAtTheFramesEndAndGivenOutAsZeros() {
    HostArena arena = new HostArena();
    try (HostArena.HostFrame outer = arena.frame()) {
      outer.bytes(100).put(0, (byte) 1);
      ByteBuffer first;
      try (HostArena.HostFrame inner = arena.frame()) {
        first = inner.bytes(100);
        first.put(3, (byte) 7);
      }
      ByteBuffer second = outer.bytes(100);
      assertThat(second.get(3)).isZero();
      second.put(3, (byte) 8);
      assertThat(first.get(3)).as("the same memory").isEqualTo((byte) 8);
    }
  }

  @Test
  void requestsLargerThanAChunkAreServedAndReused() {
    HostArena arena = new HostArena();
    try (HostArena.HostFrame outer = arena.frame()) {
      ByteBuffer kept = outer.bytes(1000).put(0, (byte) 5);
      ByteBuffer first;
      try (HostArena.HostFrame inner = arena.frame()) {
        first = inner.bytes(BIG);
        inner.bytes(BIG).put(0, (byte) 3);
        assertThat(first.get(0)).isZero();
      }
      outer.bytes(BIG).put(BIG - 1, (byte) 2);
      assertThat(first.get(BIG - 1)).as("the same memory").isEqualTo((byte) 2);
      assertThat(kept.get(0)).isEqualTo((byte) 5);
    }
  }
}
