package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.network.TruncatedNormal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An exported model on disk. One that came from {@link #open} is complete and unchanged.
 *
 * @param folder where it lies
 * @param description what its plumbline.json says
 * @param sha256 of plumbline.json, and so of everything in the bundle: 64 hexadecimal digits
 */
public record Bundle(Path folder, Description description, String sha256) {
  private static final long MAX_DESCRIPTION_BYTES = 16_000_000;
  private static final int PIECE_BYTES = 1 << 20;

  /**
   * Reads plumbline.json and checks presence, size and SHA-256 of every file it lists. Reads the
   * whole bundle once, about a second per gigabyte.
   *
   * @throws PlumblineException naming the file that is wrong
   */
  public static Bundle open(Path folder) {
    return open(folder, Optional.empty());
  }

  /**
   * As {@link #open(Path)}, but that large files are not read whose hash is remembered.
   *
   * @param verified where hashes are remembered
   */
  public static Bundle open(Path folder, VerifiedFiles verified) {
    return open(folder, Optional.of(verified));
  }

  private static Bundle open(Path folder, Optional<VerifiedFiles> verified) {
    Path file = folder.resolve(BundleFiles.DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new PlumblineException(
          "%s: not a bundle, it has no %s; make one with plumbline export --from CHECKPOINT --to BUNDLE"
              .formatted(folder, BundleFiles.DESCRIPTION));
    }
    try {
      if (Files.size(file) > MAX_DESCRIPTION_BYTES) {
        throw damaged(file, "larger than %d bytes".formatted(MAX_DESCRIPTION_BYTES));
      }
      byte[] json = Files.readAllBytes(file);
      Bundle bundle =
          new Bundle(folder, DescriptionJson.parse(json, file), DigestUtils.sha256Hex(json));
      for (Map.Entry<String, FileEntry> entry : bundle.files().entrySet()) {
        verify(bundle.file(entry.getKey()), entry.getValue(), verified);
      }
      return bundle;
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(folder, PlumblineException.reason(e)), e);
    }
  }

  /** Remembers the files of a bundle that this process has just written and verified. */
  public void rememberWritten(VerifiedFiles verified) {
    files().forEach((name, entry) -> verified.rememberWritten(file(name), entry.sha256()));
  }

  /** Writes {@code plumbline.json} into a folder. */
  public static void describe(Path folder, Description description) throws IOException {
    DescriptionJson.write(description, folder.resolve(BundleFiles.DESCRIPTION));
  }

  private static void verify(Path file, FileEntry expected, Optional<VerifiedFiles> verified)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw damaged(file, "missing");
    }
    long bytes = Files.size(file);
    if (bytes != expected.bytes()) {
      throw damaged(
          file,
          "has %d bytes where %s says %d"
              .formatted(bytes, BundleFiles.DESCRIPTION, expected.bytes()));
    }
    String stamp = verified.isPresent() ? verified.get().stamp(file) : "";
    if (verified.filter(v -> v.remembers(file, stamp, expected.sha256())).isPresent()) {
      return;
    }
    String sha256 = sha256(file);
    if (!sha256.equals(expected.sha256())) {
      throw damaged(
          file,
          "has SHA-256 %s where %s says %s"
              .formatted(sha256, BundleFiles.DESCRIPTION, expected.sha256()));
    }
    verified.ifPresent(v -> v.remember(file, stamp, sha256));
  }

  /** By large pieces: in those of {@link DigestUtils}, 1 KiB, the weights take a third longer. */
  private static String sha256(Path file) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static PlumblineException damaged(Path file, String what) {
    return new PlumblineException("%s: %s; export the checkpoint again".formatted(file, what));
  }

  /** The sizes that the graphs have. */
  public ModelShape shape() {
    return description.model().shape();
  }

  /** What a token costs. */
  public CostTable costs() {
    return description.model().costs();
  }

  /** What the first state is drawn from; empty if it is the prelude's output. */
  public Optional<TruncatedNormal> initialState() {
    return description.model().initialState();
  }

  public SpecialTokens specialTokens() {
    return description.specialTokens();
  }

  /** Jinja source. */
  public Optional<String> chatTemplate() {
    return description.chatTemplate();
  }

  /** Every file but plumbline.json, by name. */
  public Map<String, FileEntry> files() {
    return description.files();
  }

  /** What the weights take in memory at least, once they are loaded: bfloat16 is widened. */
  public long loadedBytes() {
    long stored = files().get(BundleFiles.WEIGHTS).bytes();
    return switch (description.precision()) {
      case FP32, INT8 -> stored;
      case BF16 -> 2 * stored;
    };
  }

  /**
   * The path of one of its files.
   *
   * @param name see {@link BundleFiles}
   */
  public Path file(String name) {
    if (!files().containsKey(name)) {
      throw new IllegalArgumentException("not a file of this bundle: " + name);
    }
    return folder.resolve(name);
  }

  /**
   * The numbers of a graph's tensor, such as a norm's weight.
   *
   * @param graph its file's name
   * @throws PlumblineException if the graph has no such tensor of float32 numbers
   */
  public float[] weight(String graph, String tensor) {
    return GraphWeight.read(graph(graph), file(BundleFiles.WEIGHTS), tensor);
  }

  /**
   * The path of a graph, looked through first: it reads nothing but weights.bin and runs nothing
   * but known operators, so that ONNX Runtime may open it.
   *
   * @throws PlumblineException for another graph
   */
  public Path graph(String name) {
    Path graph = file(name);
    try {
      GraphFile.requireHarmless(graph, files().get(BundleFiles.WEIGHTS).bytes());
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(graph, PlumblineException.reason(e)), e);
    }
    return graph;
  }
}
