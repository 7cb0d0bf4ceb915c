package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.Sampling;
import dev.plumbline.tasks.GenerationDefaults;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Options on how text is generated; what is not given is as the task says. */
final class GenerationArguments {
  @Option(
      names = "--max-gen-toks",
      paramLabel = "N",
      description = "The most tokens to generate (default: the task's, else 256).")
  private Integer maxGenToks;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Sample at this temperature; 0 is greedy (default: the task's).")
  private Double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Sample among the K most likely tokens; 0 is all.")
  private Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Sample among the most likely tokens that make up this probability.")
  private Double topP;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      description = "Sample among tokens at least this likely relative to the most likely one.")
  private Double minP;

  int maxTokens(GenerationDefaults task) {
    if (maxGenToks != null && maxGenToks < 1) {
      throw new PlumblineException("--max-gen-toks must be at least 1, got " + maxGenToks);
    }
    return maxGenToks != null
        ? maxGenToks
        : task.maxGenToks().orElse(GenerationDefaults.DEFAULT_MAX_GEN_TOKS);
  }

  /** Greedy unless the task or the command line asks for a temperature above 0. */
  Sampling sampling(GenerationDefaults task, long seed, String taskName, int docId) {
    double t =
        temperature != null ? temperature : task.doSample() ? task.temperature().orElse(1) : 0;
    if (t == 0) {
      return new Sampling.Greedy();
    }
    return new Sampling.Random(
        t,
        topK != null ? topK : task.topK().orElse(0),
        topP != null ? topP : task.topP().orElse(1),
        minP != null ? minP : task.minP().orElse(0),
        documentSeed(seed, taskName, docId));
  }

  /** A stream of its own for every document, whatever else the run holds. */
  private static long documentSeed(long seed, String taskName, int docId) {
    String name = seed + "/" + taskName + "/" + docId;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
