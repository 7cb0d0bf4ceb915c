package dev.plumbline.runner.backend;

import com.sun.jna.Pointer;

/**
 * Numbers in a device's memory.
 *
 * @param at where the first is
 */
record DeviceFloats(DeviceSpace space, Pointer at, int size) implements Floats {
  @Override
  public DeviceFloats slice(int from, int count) {
    return new DeviceFloats(space, at(from), count);
  }

  private Pointer at(long number) {
    return at.share(number * Float.BYTES);
  }

  @Override
  public void put(int first, float[] numbers) {
    space.put(at(first), numbers);
  }

  @Override
  public void get(int first, float[] into) {
    space.get(into, at(first));
  }

  @Override
  public void copy(
      int to, int stride, Floats from, int first, int fromStride, int pieces, int length) {
    space
        .memory()
        .copy(
            at(to),
            (long) stride * Float.BYTES,
            ((DeviceFloats) from).at(first),
            (long) fromStride * Float.BYTES,
            pieces,
            (long) length * Float.BYTES);
  }

  @Override
  public Tensor tensor(long... shape) {
    return DeviceTensor.ofFloats(space, at, (long) size * Float.BYTES, shape);
  }
}
