package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A device's memory, as this process and as ONNX Runtime see it, and what crosses its border. */
final class DeviceSpace implements AutoCloseable {
  /** {@code OrtDeviceAllocator} and {@code OrtMemTypeDefault}. */
  private static final int DEFAULT = 0;

  private final OrtApi api;
  private final DeviceMemory memory;
  private final Traffic traffic = new Traffic();
  private final Pointer deviceInfo;
  private final Pointer hostInfo;

  /** What goes up or comes down by way of Java's heap is put here, since CUDA cannot read that. */
  private ByteBuffer staging = direct(1 << 16);

  DeviceSpace(OrtApi api, DeviceMemory memory) {
    this.api = api;
    this.memory = memory;
    try {
      deviceInfo = info(memory.name(), memory.gpu().orElse(0));
      hostInfo = info("Cpu", 0);
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private Pointer info(String name, int device) throws OrtException {
    return api.get(OrtFunction.CREATE_MEMORY_INFO, name, DEFAULT, device, DEFAULT);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  OrtApi api() {
    return api;
  }

  DeviceMemory memory() {
    return memory;
  }

  Traffic traffic() {
    return traffic;
  }

  /** The host's memory, as ONNX Runtime calls it. */
  Pointer hostInfo() {
    return hostInfo;
  }

  void put(Pointer to, float[] numbers) {
    ByteBuffer bytes = staging((long) numbers.length * Float.BYTES);
    bytes.asFloatBuffer().put(numbers);
    upload(to, bytes);
  }

  void get(float[] into, Pointer from) {
    ByteBuffer bytes = staging((long) into.length * Float.BYTES);
    memory.download(bytes, from);
    traffic.goDown(bytes.capacity());
    bytes.asFloatBuffer().get(into);
  }

  void upload(Pointer to, ByteBuffer direct) {
    memory.upload(to, direct);
    traffic.goUp(direct.capacity());
  }

  private ByteBuffer staging(long bytes) {
    if (bytes > staging.capacity()) {
      staging = direct(Math.toIntExact(bytes));
    }
    return staging.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
  }

  /** A value of ONNX Runtime's over memory of the device, which it does not own. */
  Pointer value(Pointer at, ElementType type, long bytes, long... shape) {
    return value(deviceInfo, at, type, bytes, shape);
  }

  /** A value of ONNX Runtime's over a direct buffer. */
  Pointer value(ByteBuffer direct, ElementType type, long... shape) {
    Pointer at = Native.getDirectBufferPointer(direct);
    return value(hostInfo, at, type, direct.capacity(), shape);
  }

  private Pointer value(Pointer info, Pointer at, ElementType type, long bytes, long[] shape) {
    try {
      // C wants an address where there are no sizes, too; JNA gives none for an empty array.
      long[] sizes = shape.length == 0 ? new long[1] : shape;
      return api.get(
          OrtFunction.CREATE_TENSOR_WITH_DATA_AS_ORT_VALUE,
          info,
          at,
          bytes,
          sizes,
          (long) shape.length,
          type.number());
    } catch (OrtException e) {
      throw Failures.of(e);
    }
  }

  void release(Pointer value) {
    api.release(OrtFunction.RELEASE_VALUE, value);
  }

  @Override
  public void close() {
    api.release(OrtFunction.RELEASE_MEMORY_INFO, deviceInfo);
    api.release(OrtFunction.RELEASE_MEMORY_INFO, hostInfo);
  }
}
