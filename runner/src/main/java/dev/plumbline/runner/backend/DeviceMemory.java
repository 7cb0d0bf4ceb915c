package dev.plumbline.runner.backend;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a {@link DeviceBackend} has its numbers. What is asked here happens in the order in which
 * it is asked, but perhaps later: {@link #settle} waits for it, and so does {@link #download}.
 */
sealed interface DeviceMemory permits HostMemory, CudaMemory {
  /** ONNX Runtime's name for it, as in {@code OrtMemoryInfo}. */
  String name();

  /** The GPU's number, if it is one's. */
  OptionalInt gpu();

  /**
   * Room that holds anything.
   *
   * @throws MemoryShortage if there is none
   */
  Pointer allocate(long bytes);

  void free(Pointer at);

  void zero(Pointer at, long bytes);

  /**
   * From the host.
   *
   * @param from a direct buffer, which may be changed when this returns
   */
  void upload(Pointer to, ByteBuffer from);

  /**
   * To the host.
   *
   * @param to a direct buffer, which is filled
   */
  void download(ByteBuffer to, Pointer from);

  /**
   * Copies pieces within this memory.
   *
   * @param toStride from the beginning of a piece to that of the next, no less than {@code length}
   *     if there are several
   */
  void copy(Pointer to, long toStride, Pointer from, long fromStride, int pieces, long length);

  /** Waits until everything asked for has happened, and what runs on the device has ended. */
  void settle();

  /** Bytes that are free now; empty where it is the process's own memory. */
  OptionalLong free();
}
