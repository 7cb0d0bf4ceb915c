package dev.plumbline.runner.export.checkpoint;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.tensor.Shapes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param dtype as the file names it, such as F32
 * @param shape sizes, the slowest axis first
 * @param offset of its first byte in the file
 * @param bytes its length
 */
public record SafetensorsTensor(
    Path file, String name, String dtype, List<Long> shape, long offset, long bytes)
    implements FloatData {

  /** Checks type, shape and length. */
  public SafetensorsTensor require(List<Long> expectedShape) {
    if (Arrays.stream(FloatFormat.values()).noneMatch(format -> format.name().equals(dtype))) {
      throw new PlumblineException(
          "%s: tensor '%s' has dtype %s; supported are F32, F16 and BF16"
              .formatted(file, name, dtype));
    }
    if (!shape.equals(expectedShape)) {
      throw new PlumblineException(
          "%s: tensor '%s' has shape %s where config.json asks for %s; use the files of one model"
              .formatted(file, name, shape, expectedShape));
    }
    long expectedBytes = Shapes.elements(shape) * format().bytes();
    if (bytes != expectedBytes) {
      throw new PlumblineException(
          "%s: tensor '%s' has %d bytes where %s of shape %s takes %d; fetch the file again"
              .formatted(file, name, bytes, dtype, shape, expectedBytes));
    }
    return this;
  }

  public FloatFormat format() {
    return FloatFormat.valueOf(dtype);
  }

  /** Whether another tensor is stored as just the same bytes. */
  boolean sameBytes(SafetensorsTensor other) {
    if (equals(other)) {
      return true;
    }
    if (!dtype.equals(other.dtype) || bytes != other.bytes) {
      return false;
    }
    ByteBuffer own = ByteBuffer.allocate(CHUNK);
    ByteBuffer others = ByteBuffer.allocate(CHUNK);
    try (FileChannel in = FileChannel.open(file);
        FileChannel otherIn = FileChannel.open(other.file)) {
      for (long done = 0; done < bytes; done += CHUNK) {
        fill(own, in, done);
        other.fill(others, otherIn, done);
        if (!own.equals(others)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(file, PlumblineException.reason(e)), e);
    }
  }

  /** Reads as many bytes as the buffer holds, or as there are behind the first {@code done}. */
  private void fill(ByteBuffer buffer, FileChannel in, long done) throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), bytes - done));
    while (buffer.hasRemaining()) {
      if (in.read(buffer, offset + done + buffer.position()) < 0) {
        throw new EOFException(file + " was cut off while it was read");
      }
    }
    buffer.flip();
  }

  @Override
  public void forEachChunk(Sink sink) throws IOException {
    FloatFormat format = format();
    ByteBuffer bytesOfChunk =
        ByteBuffer.allocate(CHUNK * format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer chunk = FloatBuffer.allocate(CHUNK);
    try (FileChannel in = FileChannel.open(file)) {
      for (long done = 0; done < bytes; done += bytesOfChunk.limit()) {
        fill(bytesOfChunk, in, done);
        format.decode(bytesOfChunk, chunk.clear());
        requireFinite(chunk.flip());
        sink.accept(chunk);
      }
    }
  }

  private void requireFinite(FloatBuffer chunk) {
    for (int i = 0; i < chunk.limit(); i++) {
      if (!Float.isFinite(chunk.get(i))) {
        throw new PlumblineException(
            "%s: tensor '%s' holds %s; a model with such weights cannot be run"
                .formatted(file, name, chunk.get(i)));
      }
    }
  }
}
