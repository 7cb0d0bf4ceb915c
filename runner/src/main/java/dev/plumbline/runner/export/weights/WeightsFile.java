package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.bundle.FileEntry;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.tensor.Shapes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes weights.bin: tensors one after the other, each where a memory page begins. */
public final class WeightsFile implements Closeable {
  /** ONNX asks for page-aligned external data, so that it can be mapped. */
  private static final int ALIGNMENT_BYTES = 4096;

  private final HashedFile file;
  private final LongConsumer progress;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  /** Filled by turns: one is hashed while the other is encoded. */
  private final List<ByteBuffer> encoded = List.of(buffer(), buffer());

  private int turn;

  /**
   * @param progress told the bytes written so far
   */
  public WeightsFile(Path path, LongConsumer progress) throws IOException {
    this.file = new HashedFile(path);
    this.progress = progress;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(FloatData.CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  void append(String name, FloatFormat format, List<Long> shape, FloatData data)
      throws IOException {
    file.write(ByteBuffer.allocate((int) (-file.bytes() & ALIGNMENT_BYTES - 1)));
    long offset = file.bytes();
    data.forEachChunk(
        chunk -> {
          ByteBuffer next = encoded.get(turn++ % encoded.size()).clear();
          format.encode(chunk, next);
          file.write(next.flip());
          progress.accept(file.bytes());
        });
    long bytes = file.bytes() - offset;
    if (bytes != Shapes.elements(shape) * format.bytes()) {
      throw new IllegalStateException(
          "%s of shape %s came with %d bytes".formatted(name, shape, bytes));
    }
    tensors.put(name, new StoredTensor(name, format, shape, offset, bytes));
  }

  /** Where everything lies, by name. */
  public Map<String, StoredTensor> tensors() {
    return Map.copyOf(tensors);
  }

  public FileEntry entry() {
    return file.entry();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
