package dev.plumbline.harness;

import dev.plumbline.runner.bundle.VerifiedFiles;
import java.nio.file.Path;

/** Where fetched benchmark data is kept, and which files were verified. */
public final class DataCache {
  private DataCache() {}

  /** PLUMBLINE_CACHE, else plumbline in the user's cache folder (XDG base directories). */
  public static Path folder() {
    String own = System.getenv("PLUMBLINE_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && !xdg.isEmpty()
        ? Path.of(xdg, "plumbline")
        : Path.of(System.getProperty("user.home"), ".cache", "plumbline");
  }

  /** Models' files whose hash was taken. */
  public static VerifiedFiles verifiedFiles() {
    return VerifiedFiles.in(folder().resolve("verified"));
  }
}
