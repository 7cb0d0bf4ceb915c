package dev.plumbline.tasks;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The public sources of the built-in data sets, each with its pinned SHA-256, and their fetching.
 */
public final class DataCatalog {
  private DataCatalog() {}

  /**
   * A file to fetch.
   *
   * @param dataset name of the data set, such as {@code gsm8k}
   * @param split such as {@code test}
   * @param url where it comes from
   * @param sha256 of the bytes that the URL gives
   * @param bytes their number
   * @param path where it goes, relative to the cache folder
   */
  public record Source(
      String dataset, String split, URI url, String sha256, long bytes, String path) {
    public Source {
      Objects.requireNonNull(dataset, "dataset");
    }
  }

  public static DataCatalog builtIn() {
    return new DataCatalog();
  }

  /** All sources, by data set and split. */
  public List<Source> sources() {
    return List.of();
  }

  /**
   * Fetches the sources of the named data sets that are not in the cache yet. A file appears there
   * only when it is complete and its hash is right.
   *
   * @param datasets names, or empty for all
   * @param progress told one line for each file
   * @return the files, fetched now or before
   * @throws TaskException for an unknown name, a failed transfer, a wrong hash
   */
  public List<Path> fetch(List<String> datasets, Path cache, Consumer<String> progress) {
    return null;
  }
}
