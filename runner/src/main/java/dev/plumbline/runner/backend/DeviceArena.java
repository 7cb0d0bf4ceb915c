package dev.plumbline.runner.backend;

import com.sun.jna.Pointer;
import dev.plumbline.runner.backend.DevicePool.Chunk;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Memory of a device, and of the host for what Java writes. */
final class DeviceArena implements Arena {
  /** Alignment of what is given out: that of {@code cudaMalloc}. */
  private static final int ALIGNMENT = 256;

  private final DeviceSpace space;
  private final DevicePool pool;
  private final HostArena host = new HostArena();
  private final List<Chunk> chunks = new ArrayList<>();

  /** Bytes of the last chunk that are given out. */
  private long used;

  DeviceArena(DeviceSpace space, DevicePool pool) {
    this.space = space;
    this.pool = pool;
  }

  private final class DeviceFrame implements Frame {
    private final Frame written = host.frame();
    private final int chunksBefore = chunks.size();
    private final long usedBefore = used;

    @Override
    public Floats floats(long count) {
      if (count > Integer.MAX_VALUE) {
        throw new MemoryShortage(
            "one tensor would have %d numbers, more than 2^31".formatted(count));
      }
      Pointer at = allocate(count * Float.BYTES);
      space.memory().zero(at, count * Float.BYTES);
      return new DeviceFloats(space, at, (int) count);
    }

    @Override
    public LongBuffer longs(long count) {
      return written.longs(count);
    }

    @Override
    public ByteBuffer bytes(long count) {
      return written.bytes(count);
    }

    @Override
    public Tensor tensor(LongBuffer data, long... shape) {
      // Only a direct buffer of bytes has an address to give away.
      ByteBuffer bytes = bytes((long) data.remaining() * Long.BYTES);
      bytes.asLongBuffer().put(data.duplicate());
      return tensor(bytes, ElementType.INT64, shape);
    }

    @Override
    public Tensor booleans(ByteBuffer data, long... shape) {
      ByteBuffer direct =
          data.isDirect() ? data.slice() : bytes(data.remaining()).put(data.duplicate()).flip();
      return tensor(direct, ElementType.BOOL, shape);
    }

    private Tensor tensor(ByteBuffer direct, ElementType type, long... shape) {
      return DeviceTensor.ofWritten(space, allocate(direct.capacity()), type, direct, shape);
    }

    @Override
    public void close() {
      while (chunks.size() > chunksBefore) {
        pool.takeBack(chunks.remove(chunks.size() - 1));
      }
      used = usedBefore;
      written.close();
    }
  }

  @Override
  public Frame frame() {
    return new DeviceFrame();
  }

  private Pointer allocate(long bytes) {
    long size = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (chunks.isEmpty() || used + size > chunks.get(chunks.size() - 1).bytes()) {
      chunks.add(pool.lend(size));
      used = 0;
    }
    Pointer at = chunks.get(chunks.size() - 1).at().share(used);
    used += size;
    return at;
  }
}
