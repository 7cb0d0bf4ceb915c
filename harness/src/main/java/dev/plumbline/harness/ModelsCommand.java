package dev.plumbline.harness;

import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "models",
    description = "Shows and checks exported models.",
    synopsisSubcommandLabel = "(show)")
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

  static Map<String, Object> described(Bundle bundle) {
    Architecture a = bundle.architecture();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", bundle.description().name());
    fields.put("parameters", a.parameters());
    fields.put("layers", a.preludeLayers() + " + r * " + a.coreLayers() + " + " + a.codaLayers());
    fields.put("n_embd", a.nEmbd());
    fields.put("n_heads", a.nHeads());
    fields.put("vocab_size", a.vocabSize());
    fields.put("block_size", a.blockSize());
    fields.put("mean_recurrence", a.meanRecurrence());
    fields.put("precision", bundle.description().precision().toString());
    fields.put("chat_template", bundle.chatTemplate().isPresent());
    fields.put("sha256", bundle.sha256());
    return fields;
  }
}
