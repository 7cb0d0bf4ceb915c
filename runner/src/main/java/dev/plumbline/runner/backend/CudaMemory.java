package dev.plumbline.runner.backend;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.plumbline.protocol.PlumblineException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A GPU's memory, through the CUDA runtime that ONNX Runtime's execution provider has loaded.
 *
 * <p>All that is asked here goes to the device's default stream, which keeps the order. ONNX
 * Runtime runs graphs on streams of its own that do not wait for the default one ({@code
 * cudaStreamNonBlocking}), so graphs and copies are kept apart by waiting: {@link #settle} before a
 * run waits for all copies, since those within the device, zeros and even uploads from pageable
 * memory may still be under way when their call returns; and a run has ended on the device when
 * ONNX Runtime returns, which waits for its stream unless a run's options say otherwise.
 */
final class CudaMemory implements DeviceMemory {
  /** Values of {@code cudaMemcpyKind}. */
  private static final int TO_DEVICE = 1;

  private static final int TO_HOST = 2;
  private static final int WITHIN_DEVICE = 3;

  /** {@code cudaErrorMemoryAllocation}. */
  private static final int OUT_OF_MEMORY = 2;

  /** The device that the CUDA runtime takes a thread's calls for, as far as this class has said. */
  private static final ThreadLocal<Integer> CURRENT = new ThreadLocal<>();

  private final int device;

  /**
   * @throws PlumblineException if the CUDA runtime is not there
   */
  CudaMemory(int device) {
    this.device = device;
    try {
      select();
    } catch (LinkageError e) {
      // The first that is thrown says why in its cause.
      throw new PlumblineException(
          "device cuda:%d: %s cannot be loaded (%s); install CUDA 12, or use --device cpu"
              .formatted(device, Cuda.LIBRARY, e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  @Override
  public String name() {
    return "Cuda";
  }

  @Override
  public OptionalInt gpu() {
    return OptionalInt.of(device);
  }

  private void select() {
    if (CURRENT.get() == null || CURRENT.get() != device) {
      require(Cuda.cudaSetDevice(device));
      CURRENT.set(device);
    }
  }

  private static void require(int error) {
    if (error == 0) {
      return;
    }
    // Else the next that asks this thread for its last error, ONNX Runtime perhaps, takes it for
    // its own.
    Cuda.cudaGetLastError();
    String message = "CUDA: " + Cuda.cudaGetErrorString(error);
    throw error == OUT_OF_MEMORY
        ? new MemoryShortage(message)
        : new BackendException(new IllegalStateException(message));
  }

  @Override
  public Pointer allocate(long bytes) {
    select();
    PointerByReference at = new PointerByReference();
    require(Cuda.cudaMalloc(at, bytes));
    return at.getValue();
  }

  @Override
  public void free(Pointer at) {
    select();
    // Fails only after another call has, which has been reported.
    Cuda.cudaFree(at);
  }

  @Override
  public void zero(Pointer at, long bytes) {
    select();
    require(Cuda.cudaMemset(at, 0, bytes));
  }

  @Override
  public void upload(Pointer to, ByteBuffer from) {
    select();
    Pointer host = Native.getDirectBufferPointer(from);
    require(Cuda.cudaMemcpy(to, host, from.capacity(), TO_DEVICE));
  }

  @Override
  public void download(ByteBuffer to, Pointer from) {
    select();
    // Returns when all before it on this stream and the copy itself have ended.
    Pointer host = Native.getDirectBufferPointer(to);
    require(Cuda.cudaMemcpy(host, from, to.capacity(), TO_HOST));
  }

  @Override
  public void copy(
      Pointer to, long toStride, Pointer from, long fromStride, int pieces, long length) {
    if (pieces == 0 || length == 0) {
      return;
    }
    select();
    // A single piece has no strides, and CUDA refuses those below the length.
    require(
        pieces == 1
            ? Cuda.cudaMemcpy(to, from, length, WITHIN_DEVICE)
            : Cuda.cudaMemcpy2D(to, toStride, from, fromStride, length, pieces, WITHIN_DEVICE));
  }

  @Override
  public void settle() {
    select();
    require(Cuda.cudaDeviceSynchronize());
  }

  @Override
  public OptionalLong free() {
    select();
    LongByReference free = new LongByReference();
    require(Cuda.cudaMemGetInfo(free, new LongByReference()));
    return OptionalLong.of(free.getValue());
  }

  /** Functions of the CUDA runtime, as cuda_runtime_api.h declares them. */
  private static final class Cuda {
    /** Of the version that onnxruntime_gpu's execution provider is linked with. */
    static final String LIBRARY = "libcudart.so.12";

    static {
      Native.register(Cuda.class, NativeLibrary.getInstance(LIBRARY));
    }

    private Cuda() {}

    static native int cudaSetDevice(int device);

    static native int cudaMalloc(PointerByReference at, long bytes);

    static native int cudaFree(Pointer at);

    static native int cudaMemset(Pointer at, int value, long bytes);

    static native int cudaMemcpy(Pointer to, Pointer from, long bytes, int kind);

    static native int cudaMemcpy2D(
        Pointer to,
        long toStride,
        Pointer from,
        long fromStride,
        long length,
        long pieces,
        int kind);

    static native int cudaDeviceSynchronize();

    static native int cudaMemGetInfo(LongByReference free, LongByReference total);

    static native int cudaGetLastError();

    static native String cudaGetErrorString(int error);
  }
}
