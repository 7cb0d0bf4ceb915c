package dev.plumbline.runner.backend;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The host's memory, taken for a device's. */
final class HostMemory implements DeviceMemory {
  private final long limit;
  private final Map<Pointer, Long> given = new HashMap<>();
  private long taken;

  /**
   * @param limit bytes that are given out at most: the system would give more than it has
   */
  HostMemory(long limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "Cpu";
  }

  @Override
  public OptionalInt gpu() {
    return OptionalInt.empty();
  }

  @Override
  public Pointer allocate(long bytes) {
    Pointer at = bytes > limit - taken ? null : C.malloc(bytes);
    if (at == null) {
      throw new MemoryShortage(
          "out of memory: %d bytes do not fit beside %d of %d".formatted(bytes, taken, limit));
    }
    taken += bytes;
    given.put(at, bytes);
    return at;
  }

  @Override
  public void free(Pointer at) {
    taken -= given.remove(at);
    C.free(at);
  }

  @Override
  public void zero(Pointer at, long bytes) {
    C.memset(at, 0, bytes);
  }

  @Override
  public void upload(Pointer to, ByteBuffer from) {
    C.memcpy(to, Native.getDirectBufferPointer(from), from.capacity());
  }

  @Override
  public void download(ByteBuffer to, Pointer from) {
    C.memcpy(Native.getDirectBufferPointer(to), from, to.capacity());
  }

  @Override
  public void copy(
      Pointer to, long toStride, Pointer from, long fromStride, int pieces, long length) {
    for (int piece = 0; piece < pieces; piece++) {
      C.memcpy(to.share(piece * toStride), from.share(piece * fromStride), length);
    }
  }

  @Override
  public void settle() {
    // Nothing here comes later than asked.
  }

  @Override
  public OptionalLong free() {
    return OptionalLong.empty();
  }

  /** C's own functions. */
  private static final class C {
    static {
      Native.register(C.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
    }

    private C() {}

    static native Pointer malloc(long bytes);

    static native void free(Pointer at);

    static native Pointer memset(Pointer at, int value, long bytes);

    static native Pointer memcpy(Pointer to, Pointer from, long bytes);
  }
}
