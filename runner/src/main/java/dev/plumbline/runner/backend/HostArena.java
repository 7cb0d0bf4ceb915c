package dev.plumbline.runner.backend;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory outside the Java heap, given out and taken back like a stack. Buffers of Java's own would
 * be freed by garbage collections, which come too late: their few bytes on the heap call for none.
 */
final class HostArena implements Arena {
  /** Alignment of what is given out: a cache line, which vector instructions like. */
  private static final int ALIGNMENT = 64;

  private static final int CHUNK_BYTES = 32 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final List<ByteBuffer> chunks = new ArrayList<>();
  private int current = -1;

  final class HostFrame implements Frame {
    private final int chunk = current;
    private final int position = current < 0 ? 0 : chunks.get(current).position();

    private HostFrame() {}

    @Override
    public HostFloats floats(long count) {
      return new HostFloats(bytes(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer());
    }

    @Override
    public LongBuffer longs(long count) {
      return bytes(Math.multiplyExact(count, Long.BYTES)).asLongBuffer();
    }

    @Override
    public ByteBuffer bytes(long count) {
      if (count > Integer.MAX_VALUE - ALIGNMENT) {
        throw new MemoryShortage(
            "one tensor would take %d bytes, more than 2 GiB".formatted(count));
      }
      return allocate((int) count);
    }

    @Override
    public Tensor tensor(LongBuffer data, long... shape) {
      try {
        return new HostTensor(OnnxTensor.createTensor(OnnxRuntime.environment(), data, shape));
      } catch (OrtException e) {
        throw Failures.of(e);
      }
    }

    @Override
    public Tensor booleans(ByteBuffer data, long... shape) {
      try {
        return new HostTensor(
            OnnxTensor.createTensor(OnnxRuntime.environment(), data, shape, OnnxJavaType.BOOL));
      } catch (OrtException e) {
        throw Failures.of(e);
      }
    }

    @Override
    public void close() {
      current = chunk;
      if (current >= 0) {
        chunks.get(current).position(position);
      }
    }
  }

  @Override
  public HostFrame frame() {
    return new HostFrame();
  }

  private ByteBuffer allocate(int count) {
    int size = (count + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (current < 0 || chunks.get(current).remaining() < size) {
      nextChunk(size);
    }
    ByteBuffer chunk = chunks.get(current);
    ByteBuffer given = chunk.slice(chunk.position(), size);
    chunk.position(chunk.position() + size);
    while (given.hasRemaining()) {
      given.put(ZEROS.slice(0, Math.min(given.remaining(), ZEROS.capacity())));
    }
    return given.slice(0, count).order(ByteOrder.nativeOrder());
  }

  private void nextChunk(int size) {
    current++;
    if (current < chunks.size() && chunks.get(current).capacity() >= size) {
      chunks.get(current).position(0);
      return;
    }
    // What lies above is too small, and unused, since the stack ends here.
    chunks.subList(current, chunks.size()).clear();
    // The caches of a batch are many pieces of megabytes, which would leave a third of each chunk.
    int bytes = size > CHUNK_BYTES / 16 ? size : CHUNK_BYTES;
    ByteBuffer chunk = ByteBuffer.allocateDirect(bytes + ALIGNMENT);
    chunks.add(chunk.alignedSlice(ALIGNMENT));
  }
}
