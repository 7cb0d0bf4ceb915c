package dev.plumbline.results.trace;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A finished trace on disk. */
public final class Trace {
  static final String MANIFEST = "trace.json";

  /** What an unfinished trace was begun with. */
  static final String BEGUN = "begun.json";

  static final String DOCUMENTS = "documents";
  static final String LOCK = "lock";

  private final Path folder;
  private final TraceManifest manifest;

  private Trace(Path folder, TraceManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Whether a folder holds a trace, finished or not. */
  public static boolean isTrace(Path folder) {
    return Files.exists(folder.resolve(MANIFEST)) || Files.exists(folder.resolve(BEGUN));
  }

  /**
   * Opens the folder that {@link TraceWriter#finish} left.
   *
   * @throws PlumblineException if it holds no finished trace
   */
  public static Trace open(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.exists(manifest)) {
      throw new PlumblineException(
          Files.exists(folder.resolve(BEGUN))
              ? folder + ": this trace did not finish; give its command again to go on"
              : "%s: not a trace: it has no %s; name the folder that plumbline trace wrote"
                  .formatted(folder, MANIFEST));
    }
    try {
      TraceManifest read = Json.reader(TraceManifest.class).readValue(Files.readString(manifest));
      if (read == null) {
        throw new PlumblineException(manifest + ": holds null, no trace");
      }
      return new Trace(folder, read);
    } catch (IOException e) {
      throw new PlumblineException(manifest + ": " + Json.reason(e), e);
    }
  }

  static Path document(Path folder, int index) {
    return folder.resolve(DOCUMENTS).resolve("%06d.safetensors".formatted(index));
  }

  public Path folder() {
    return folder;
  }

  public TraceManifest manifest() {
    return manifest;
  }

  /** In the order in which they were asked for; each is opened when its turn comes. */
  public Stream<TraceDocument> documents() {
    return IntStream.range(0, manifest.documents())
        .mapToObj(index -> TraceDocument.open(document(folder, index)));
  }
}
