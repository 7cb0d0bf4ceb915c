package dev.plumbline.tasks.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompressed bytes; ends with an error where a small file turns out to stand for a huge one. */
final class BoundedInput extends FilterInputStream {
  /** Text shrinks to a tenth or so; what shrinks to less than a hundredth is no benchmark. */
  private static final long MOST_BYTES_PER_BYTE = 100;

  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final long most;
  private long read;

  BoundedInput(InputStream in, long compressedBytes) {
    super(in);
    this.most = ALWAYS_ALLOWED + MOST_BYTES_PER_BYTE * compressedBytes;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int bytes) throws IOException {
    read += bytes;
    if (read > most) {
      throw new IOException(
          "decompresses to more than " + MOST_BYTES_PER_BYTE + " times its size; unpack it first");
    }
  }
}
