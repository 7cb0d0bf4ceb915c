package dev.plumbline.cli;

import dev.plumbline.exchange.everyevalever.Submitter;
import dev.plumbline.exchange.huggingface.Benchmark;
import dev.plumbline.exchange.huggingface.EvalResults;
import dev.plumbline.exchange.huggingface.Source;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a submission states and no run knows; nothing of it is ever made up. */
final class SubmitterArguments {
  @Option(
      names = "--model-id",
      paramLabel = "DEVELOPER/MODEL",
      description = "The model's name on the hub; for eee, lm-eval and model-index.")
  private String modelId;

  @Option(
      names = "--organization",
      paramLabel = "NAME",
      description = "Who provides the results; for eee.")
  private String organization;

  @Option(
      names = "--relationship",
      paramLabel = "WHO",
      description =
          "What whoever evaluated is to the model: first_party, third_party, collaborative or"
              + " other; for eee.")
  private Submitter.Relationship relationship;

  @Option(
      names = "--model-availability",
      paramLabel = "WHAT",
      defaultValue = "unknown",
      description = "open_weights, closed_weights or unknown; for eee (default: ${DEFAULT-VALUE}).")
  private Submitter.Availability availability;

  @Option(
      names = "--benchmark",
      paramLabel = "TASK:METRIC[,FILTER]=DATASET:ID",
      description =
          "Which score is a benchmark's value, such as"
              + " 'gsm8k:exact_match,flexible-extract=openai/gsm8k:gsm8k'; the ID stands in the data"
              + " set's eval.yaml. Several may be given; for hf.")
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "percent",
      description = "The leaderboard's: percent or proportion; for hf (default: ${DEFAULT-VALUE}).")
  private EvalResults.Scale scale;

  @Option(
      names = "--source-url",
      paramLabel = "URL",
      description = "Where what is behind the results is published; for hf and model-index.")
  private String sourceUrl;

  @Option(
      names = "--source-name",
      paramLabel = "TEXT",
      description = "What is published there; for hf and model-index.")
  private String sourceName;

  void requireModel(String format) {
    require(format, modelId, "--model-id DEVELOPER/MODEL");
    String name = "[A-Za-z0-9][A-Za-z0-9._-]*";
    if (!modelId.matches(name + "/" + name)) {
      throw new PlumblineException(
          "--model-id "
              + modelId
              + ": expected DEVELOPER/MODEL, such as example-org/example-model");
    }
  }

  void requireProvider(String format) {
    require(format, organization, "--organization NAME");
    require(format, relationship, "--relationship first_party|third_party|collaborative|other");
  }

  void requireBenchmark(String format) {
    require(
        format,
        benchmarks.isEmpty() ? null : benchmarks,
        "--benchmark TASK:METRIC[,FILTER]=DATASET:ID");
  }

  private static void require(String format, Object value, String option) {
    if (value == null) {
      throw new PlumblineException(
          "--format %s needs %s, which no run knows".formatted(format, option));
    }
  }

  String modelId() {
    return modelId;
  }

  EvalResults.Scale scale() {
    return scale;
  }

  Submitter submitter() {
    return new Submitter(modelId, organization, relationship, availability);
  }

  List<Benchmark> benchmarks() {
    return benchmarks.stream().map(Benchmark::parse).toList();
  }

  Source source() {
    return new Source(Optional.ofNullable(sourceUrl), Optional.ofNullable(sourceName));
  }

  /** The model's name without its developer. */
  String modelName() {
    return modelId.substring(modelId.indexOf('/') + 1);
  }
}
