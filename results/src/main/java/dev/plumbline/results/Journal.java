package dev.plumbline.results;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/**
 * The answers of a run that goes on, in the order in which they came; nothing but its torn end is
 * ever taken back. An entry is with the operating system when {@link #append} returns, so that a
 * killed process loses none, and on the disk a second later, so that a power cut loses little.
 */
final class Journal implements AutoCloseable {
  private static final long FORCE_MILLIS = 1000;

  private final Path file;
  private final FileChannel channel;
  private final long dropped;
  private final Timer clock = new Timer("journal", true);
  private boolean unforced;
  private IOException failure;

  Journal(Path file, FileChannel channel, long dropped) {
    this.file = file;
    this.channel = channel;
    this.dropped = dropped;
    TimerTask force =
        new TimerTask() {
          @Override
          public void run() {
            force();
          }
        };
    clock.schedule(force, FORCE_MILLIS, FORCE_MILLIS);
  }

  /**
   * Opens a journal, new or not, to go on behind its last whole entry.
   *
   * @param earlier hears of the entries that are there
   * @throws PlumblineException if it is damaged
   */
  static Journal open(Path file, Consumer<JournalEntry> earlier) throws IOException {
    long end =
        Files.exists(file)
            ? JournalFile.read(file, (entry, start, length) -> earlier.accept(entry))
            : 0;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    long dropped = channel.size() - end;
    channel.truncate(end).position(end);
    return new Journal(file, channel, dropped);
  }

  /** Bytes of a torn end that was dropped. */
  long dropped() {
    return dropped;
  }

  synchronized void append(JournalEntry entry) {
    try {
      requireIntact();
      ByteBuffer line = ByteBuffer.wrap(CheckedLine.encode(entry.text()));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      unforced = true;
    } catch (IOException e) {
      // Nothing may come behind what is perhaps half an entry.
      failure = e;
      throw unwritable(e);
    }
  }

  private synchronized void force() {
    try {
      if (unforced && failure == null) {
        channel.force(false);
        unforced = false;
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void requireIntact() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private PlumblineException unwritable(IOException e) {
    return new PlumblineException(
        file
            + ": cannot be written: "
            + PlumblineException.reason(e)
            + "; the answers so far are kept: make room, then give the same command again",
        e);
  }

  /** Everything is on the disk then. */
  @Override
  public void close() {
    clock.cancel();
    synchronized (this) {
      if (!channel.isOpen()) {
        return;
      }
      force();
      try (channel) {
        requireIntact();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }
}
