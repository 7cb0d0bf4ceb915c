package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.FileEntry;
import dev.plumbline.runner.bundle.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** A new file whose SHA-256 is taken while it is written. */
final class HashedFile implements Closeable {
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.digest();
  private long bytes;

  HashedFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes a whole file. */
  static FileEntry write(Path file, byte[] content) throws IOException {
    try (HashedFile out = new HashedFile(file)) {
      out.write(ByteBuffer.wrap(content));
      return out.entry();
    }
  }

  void write(ByteBuffer data) throws IOException {
    bytes += data.remaining();
    digest.update(data.duplicate());
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  /** What was written; nothing can follow. */
  FileEntry entry() {
    return new FileEntry(Sha256.hex(digest), bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
