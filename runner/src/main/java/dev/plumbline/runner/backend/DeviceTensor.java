package dev.plumbline.runner.backend;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A tensor in a device's memory. What Java wrote goes there when a graph first wants it there. */
final class DeviceTensor implements Tensor {
  private final DeviceSpace space;
  private final Pointer at;
  private final ElementType type;
  private final long bytes;
  private final long[] shape;
  private final Optional<ByteBuffer> written;
  private Optional<Pointer> onDevice = Optional.empty();
  private Optional<Pointer> onHost = Optional.empty();

  private DeviceTensor(
      DeviceSpace space,
      Pointer at,
      ElementType type,
      long bytes,
      long[] shape,
      Optional<ByteBuffer> written) {
    this.space = space;
    this.at = at;
    this.type = type;
    this.bytes = bytes;
    this.shape = shape.clone();
    this.written = written;
  }

  /** Of numbers that are on the device and stay there. */
  static DeviceTensor ofFloats(DeviceSpace space, Pointer at, long bytes, long[] shape) {
    ElementType type = ElementType.FLOAT;
    return new DeviceTensor(space, at, type, bytes, shape, Optional.empty());
  }

  /**
   * Of what Java wrote.
   *
   * @param at room on the device
   * @param written a direct buffer
   */
  static DeviceTensor ofWritten(
      DeviceSpace space, Pointer at, ElementType type, ByteBuffer written, long[] shape) {
    return new DeviceTensor(space, at, type, written.capacity(), shape, Optional.of(written));
  }

  static DeviceTensor of(Tensor tensor) {
    return (DeviceTensor) tensor;
  }

  /** The first axis's. */
  long rows() {
    return shape[0];
  }

  /** As a graph takes it that reads it on the device. */
  Pointer onDevice() {
    if (onDevice.isEmpty()) {
      written.ifPresent(direct -> space.upload(at, direct));
      onDevice = Optional.of(space.value(at, type, bytes, shape));
    }
    return onDevice.get();
  }

  /** As a graph takes it that reads it on the host, such as a branch's condition. */
  Pointer onHost() {
    if (written.isEmpty()) {
      // ONNX Runtime copies it down when it is bound.
      space.traffic().goDown(bytes);
      return onDevice();
    }
    if (onHost.isEmpty()) {
      onHost = Optional.of(space.value(written.get(), type, shape));
    }
    return onHost.get();
  }

  @Override
  public void close() {
    onDevice.ifPresent(space::release);
    onHost.ifPresent(space::release);
    onDevice = Optional.empty();
    onHost = Optional.empty();
  }
}
