package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.DecodingOptions;
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

  DecodingOptions options(long seed) {
    if (maxGenToks != null && maxGenToks < 1) {
      throw new PlumblineException("--max-gen-toks must be at least 1, got " + maxGenToks);
    }
    return new DecodingOptions(
        Numbers.optional(maxGenToks),
        Numbers.optional(temperature),
        Numbers.optional(topK),
        Numbers.optional(topP),
        Numbers.optional(minP),
        seed);
  }
}
