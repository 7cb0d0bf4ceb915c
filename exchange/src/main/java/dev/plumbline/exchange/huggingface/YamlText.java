package dev.plumbline.exchange.huggingface;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** YAML in block style; a text that YAML would take for a date or a number is quoted. */
final class YamlText {
  static String of(Object value) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(10_000);
    options.setSplitLines(false);
    options.setAllowUnicode(false);
    options.setDereferenceAliases(true);
    return new Yaml(options).dump(value);
  }

  private YamlText() {}
}
