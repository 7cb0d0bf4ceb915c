package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.runner.bundle.Sha256;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that decides a run's answers: what a process that goes on must have in common. */
final class RunSettings {
  /** What changes no answer, and what hashes stand for. */
  private static final Set<String> FREE =
      Set.of(
          "threads",
          "batch-size",
          "memory-budget",
          "model",
          "samples",
          "tasks",
          "data",
          "include-path");

  private RunSettings() {}

  /**
   * Collects them.
   *
   * @param model SHA-256 of what answers: a bundle, or a file of generations
   */
  static Map<String, String> of(
      Map<String, Object> configuration, String model, List<PreparedTask> tasks) {
    Map<String, String> settings = new LinkedHashMap<>();
    Manifest.Versions versions = Versions.ofThisProcess();
    settings.put("plumbline", versions.plumbline());
    versions.onnxRuntime().ifPresent(version -> settings.put("onnxruntime", version));
    settings.put("model", model);
    settings.put("tasks", String.join(",", tasks.stream().map(t -> t.task().name()).toList()));
    configuration.forEach(
        (name, value) -> {
          if (!FREE.contains(name)) {
            settings.put(name, value.toString());
          }
        });
    for (PreparedTask task : tasks) {
      String name = task.task().name();
      settings.put(name + ": version", task.task().version());
      settings.put(name + ": task file", taskFile(task.task().source()));
      settings.put(name + ": documents", "" + task.questions().size());
      settings.put(name + ": prompts", prompts(task));
      task.dataFiles()
          .forEach(file -> settings.put(name + ": " + file.path().getFileName(), file.sha256()));
    }
    return settings;
  }

  /** Of everything asked and every target. */
  private static String prompts(PreparedTask task) {
    MessageDigest hash = Sha256.digest();
    for (Question question : task.questions()) {
      hash.update((question + "\n").getBytes(StandardCharsets.UTF_8));
    }
    hash.update(task.unaskable().toString().getBytes(StandardCharsets.UTF_8));
    return Sha256.hex(hash);
  }

  /** A hash, or the source itself where it is no file but built in. */
  private static String taskFile(String source) {
    Path file = Path.of(source);
    try {
      return Files.isRegularFile(file) ? sha256(file) : source;
    } catch (IOException e) {
      throw new UsageException("%s: cannot be read: %s".formatted(source, e.getMessage()));
    }
  }

  static String sha256(Path file) throws IOException {
    MessageDigest hash = Sha256.digest();
    hash.update(Files.readAllBytes(file));
    return Sha256.hex(hash);
  }
}
