package dev.plumbline.cli;

import dev.plumbline.results.published.PublishedCurve;
import dev.plumbline.results.published.Reference;
import dev.plumbline.results.published.References;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.bundle.CostTable;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.runner.network.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "models",
    description = "Shows and checks exported models; lists published curves.",
    synopsisSubcommandLabel = "(show | references)")
final class ModelsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "show",
      description = "Checks every file of a bundle against its hash and shows what it is.")
  int show(
      @Parameters(paramLabel = "BUNDLE", description = "The bundle's folder.") Path folder,
      @Mixin JsonOutput output) {
    Map<String, Object> fields = described(Bundle.open(folder));
    if (output.json) {
      output.print(spec, fields);
    } else {
      fields.forEach(
          (name, value) ->
              spec.commandLine().getOut().printf(Locale.ROOT, "%-20s %s%n", name, value));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "references",
      description = "Lists the published curves that --reference can name, with their sources.")
  int references(@Mixin JsonOutput output) {
    List<Reference> all = References.all();
    if (output.json) {
      output.print(spec, all);
    } else {
      all.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(Reference reference) {
    String curves =
        reference.curves().stream()
            .map(PublishedCurve::name)
            .distinct()
            .collect(Collectors.joining(", "));
    spec.commandLine()
        .getOut()
        .printf(
            "%s  %s, %s%n  %s%n  %s%n",
            reference.name(),
            reference.model(),
            reference.source().kind(),
            reference.source(),
            curves);
  }

  static Map<String, Object> described(Bundle bundle) {
    Model model = bundle.description().model();
    Network network = model.network();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", bundle.description().name());
    fields.put("parameters", network.parameters());
    fields.put(
        "layers",
        "%d + r * %d + %d"
            .formatted(network.preludeBlocks(), network.coreBlocks(), network.codaBlocks()));
    fields.put("n_embd", network.width());
    fields.put("n_heads", network.block().attention().heads());
    fields.put("n_key_value_heads", network.block().attention().keyValueHeads());
    fields.put("head_dim", network.block().attention().headDim());
    fields.put("vocab_size", network.vocabSize());
    fields.put("block_size", network.blockSize());
    model
        .trainedDepth()
        .match(
            drawn -> fields.put("mean_recurrence", drawn.mean()),
            upTo -> fields.put("trained_up_to", upTo.most()));
    fields.put("update", model.update().name().toLowerCase(Locale.ROOT));
    fields.put("exit_gate", model.exitGate());
    fields.put("flops_per_token", flopsPerToken(model.costs()));
    CacheShape caches = model.shape().caches();
    fields.put(
        "kv_bytes_per_token",
        "%d + r * %d".formatted(caches.bytesOnce(), caches.bytesPerIteration()));
    fields.put("precision", bundle.description().precision().toString());
    fields.put("chat_template", bundle.chatTemplate().isPresent());
    fields.put("sha256", bundle.sha256());
    return fields;
  }

  /** As they grow with r and with the keys that a token sees, itself included. */
  private static String flopsPerToken(CostTable costs) {
    double once = costs.flopsPerToken(0, 0);
    double iteration = costs.flopsPerToken(1, 0) - once;
    double key = costs.flopsPerToken(0, 1) - once;
    double keyInIteration = costs.flopsPerToken(1, 1) - once - iteration - key;
    return String.format(
        Locale.ROOT,
        "%.0f + r * %.0f, and %.0f + r * %.0f for each key",
        once,
        iteration,
        key,
        keyInIteration);
  }
}
