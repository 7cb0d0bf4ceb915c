package dev.plumbline.results.trace;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import dev.plumbline.results.Json;
import dev.plumbline.results.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a trace's folder: a file for each text, whole or not at all, and {@code trace.json} at the
 * end. A process that is killed leaves what it has for the next one to go on with.
 */
public final class TraceWriter implements AutoCloseable {
  private final Path folder;
  private final String manifest;
  private final RunLock lock;

  private TraceWriter(Path folder, String manifest, RunLock lock) {
    this.folder = folder;
    this.manifest = manifest;
    this.lock = lock;
  }

  /**
   * Starts a trace, or goes on with an unfinished one.
   *
   * @param overwrite whether a trace that is already there is deleted instead
   * @throws PlumblineException if the folder holds a finished trace, one of other settings, one
   *     that another process is writing, or anything else; or cannot be written
   */
  public static TraceWriter open(Path folder, boolean overwrite, TraceManifest manifest) {
    try {
      String text = Json.indented(manifest) + "\n";
      requireFree(folder, overwrite);
      Files.createDirectories(folder.resolve(Trace.DOCUMENTS));
      RunLock lock = RunLock.of(folder, folder.resolve(Trace.LOCK));
      try {
        begin(folder, overwrite, text);
        return new TraceWriter(folder, text, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": no trace can be written here: " + PlumblineException.reason(e), e);
    }
  }

  private static void requireFree(Path folder, boolean overwrite) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new PlumblineException(folder + ": is a file; name a new or empty folder");
    }
    if (!Files.exists(folder)) {
      return;
    }
    if (Files.exists(folder.resolve(Trace.MANIFEST))) {
      if (!overwrite) {
        throw new PlumblineException(
            folder
                + ": holds a finished trace; choose another folder, or overwrite it"
                + " (--overwrite)");
      }
    } else if (!Files.exists(folder.resolve(Trace.BEGUN))) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> others = files.sorted().toList();
        if (!others.isEmpty()) {
          throw new PlumblineException(
              "%s: holds %s, which is no trace's; choose a new or empty folder"
                  .formatted(folder, others.get(0).getFileName()));
        }
      }
    }
  }

  private static void begin(Path folder, boolean overwrite, String manifest) throws IOException {
    Path begun = folder.resolve(Trace.BEGUN);
    if (overwrite) {
      // The manifest first: without it nobody takes what remains for a trace.
      Files.deleteIfExists(folder.resolve(Trace.MANIFEST));
      Files.deleteIfExists(begun);
      try (Stream<Path> files = Files.list(folder.resolve(Trace.DOCUMENTS))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    if (!Files.exists(begun)) {
      WholeFile.write(begun, out -> out.write(manifest));
    } else if (!Files.readString(begun).equals(manifest)) {
      throw new PlumblineException(
          folder
              + ": holds an unfinished trace of other settings; choose another folder, or"
              + " overwrite it (--overwrite)");
    }
  }

  /** Whether a text is there already. */
  public boolean has(int index) {
    return Files.exists(Trace.document(folder, index));
  }

  /**
   * Writes a text.
   *
   * @param index its place among all, from 0
   */
  public void write(int index, TraceTables tables) {
    try {
      TraceFile.write(Trace.document(folder, index), tables.texts(), tables.tables());
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": cannot be written: " + PlumblineException.reason(e), e);
    }
  }

  /** Says that all texts are there. */
  public Trace finish() {
    try {
      WholeFile.write(folder.resolve(Trace.MANIFEST), out -> out.write(manifest));
      Files.delete(folder.resolve(Trace.BEGUN));
      lock.delete();
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": cannot be written: " + PlumblineException.reason(e), e);
    }
    return Trace.open(folder);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": cannot be written: " + PlumblineException.reason(e), e);
    }
  }
}
