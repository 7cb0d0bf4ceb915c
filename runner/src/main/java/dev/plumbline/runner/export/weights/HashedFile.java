package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.bundle.FileEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.codec.digest.DigestUtils;

/** A new file whose SHA-256 is taken while it is written. */
public final class HashedFile implements Closeable {
  private final FileChannel channel;
  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private CompletableFuture<Void> hashing = CompletableFuture.completedFuture(null);
  private long bytes;

  HashedFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes a whole file. */
  public static FileEntry write(Path file, byte[] content) throws IOException {
    try (HashedFile out = new HashedFile(file)) {
      out.write(ByteBuffer.wrap(content));
      return out.entry();
    }
  }

  /**
   * Writes, while another thread hashes.
   *
   * @param data must stay as it is until the next call returns
   */
  void write(ByteBuffer data) throws IOException {
    hashing.join();
    bytes += data.remaining();
    ByteBuffer hashed = data.duplicate();
    hashing = CompletableFuture.runAsync(() -> digest.update(hashed));
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
    hashing.join();
    return new FileEntry(HexFormat.of().formatHex(digest.digest()), bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
