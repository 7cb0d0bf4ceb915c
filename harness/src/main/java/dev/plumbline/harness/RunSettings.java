package dev.plumbline.harness;

import dev.plumbline.protocol.Question;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.tasks.PreparedTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** All that decides a run's answers: what a process that goes on must have in common. */
final class RunSettings {
  private RunSettings() {}

  /**
   * Collects them.
   *
   * @param model SHA-256 of what answers: a bundle, or a file of generations
   */
  static Map<String, String> of(
      Configuration configuration, String model, List<PreparedTask> tasks) {
    Map<String, String> settings = new LinkedHashMap<>();
    Manifest.Versions versions = Versions.ofThisProcess();
    settings.put("plumbline", versions.plumbline());
    versions.onnxRuntime().ifPresent(version -> settings.put("onnxruntime", version));
    settings.put("model", model);
    settings.put("tasks", String.join(",", tasks.stream().map(t -> t.task().name()).toList()));
    configuration.deciding().forEach((name, value) -> settings.put(name, value.toString()));
    for (PreparedTask task : tasks) {
      String name = task.task().name();
      settings.put(name + ": version", task.task().version());
      settings.put(name + ": task file", taskFile(task.task().source()));
      settings.put(name + ": documents", "" + task.questions().size());
      settings.put(name + ": prompts", prompts(task));
      task.dataFiles()
          .forEach(file -> settings.put(name + ": " + file.path().getFileName(), file.sha256()));
      DescribedTask.code(task).forEach((file, hash) -> settings.put(name + ": " + file, hash));
    }
    return settings;
  }

  /** Of everything asked and every target. */
  private static String prompts(PreparedTask task) {
    MessageDigest hash = DigestUtils.getSha256Digest();
    for (Question question : task.questions()) {
      DigestUtils.updateDigest(hash, question + "\n");
    }
    DigestUtils.updateDigest(hash, task.unaskable().toString());
    return HexFormat.of().formatHex(hash.digest());
  }

  /** A hash, or the source itself where it is no file but built in. */
  private static String taskFile(String source) {
    Path file = Path.of(source);
    return Files.isRegularFile(file) ? Sha256.of(file) : source;
  }
}
