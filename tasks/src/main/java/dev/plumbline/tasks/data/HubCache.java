package dev.plumbline.tasks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The cache that the Hugging Face hub's client fills: {@code datasets--OWNER--NAME/snapshots/}. */
public final class HubCache {
  private final Path folder;

  public HubCache(Path folder) {
    this.folder = folder;
  }

  /** The one that the client's own variables name, else its usual place. */
  public static HubCache of(Map<String, String> environment, Path home) {
    Path usual = path(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    Path hugging = path(environment, "HF_HOME").orElse(usual.resolve("huggingface"));
    return new HubCache(
        path(environment, "HF_HUB_CACHE")
            .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE"))
            .orElse(hugging.resolve("hub")));
  }

  private static Optional<Path> path(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  /**
   * Where the files of a data set lie; absent where it was never fetched.
   *
   * @param dataset such as {@code openai/gsm8k}
   * @throws IOException where it is not clear which of several snapshots is meant
   */
  public Optional<Path> snapshot(String dataset) throws IOException {
    Path repository = folder.resolve("datasets--" + dataset.replace("/", "--"));
    Path snapshots = repository.resolve("snapshots");
    if (!repository.normalize().startsWith(folder.normalize()) || !Files.isDirectory(snapshots)) {
      return Optional.empty();
    }
    Path main = repository.resolve("refs").resolve("main");
    if (Files.isRegularFile(main)) {
      Path current = snapshots.resolve(Files.readString(main).strip());
      if (Files.isDirectory(current)) {
        return Optional.of(current);
      }
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      List<Path> some = all.filter(Files::isDirectory).sorted().toList();
      if (some.size() > 1) {
        throw new IOException(
            snapshots + ": has several snapshots and no refs/main that says which is meant");
      }
      return some.stream().findFirst();
    }
  }
}
