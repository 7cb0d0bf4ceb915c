package dev.plumbline.results;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a process writes to a folder. The operating system holds the lock, so that it goes with
 * the process, however that ends.
 */
public final class RunLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a run's or a trace's folder.
   *
   * @throws PlumblineException if another process has it
   */
  public static RunLock of(Path run, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (channel.tryLock() != null && Files.exists(file)) {
        return new RunLock(file, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process; that is refused as any other's is.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new PlumblineException(
        run
            + ": another process is writing this folder; wait for it, end it, or choose another"
            + " folder");
  }

  /** Leaves no file behind. */
  public void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
