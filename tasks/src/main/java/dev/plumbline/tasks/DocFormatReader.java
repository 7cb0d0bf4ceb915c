package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.jinja.JinjaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how documents and few-shot examples are written. */
final class DocFormatReader {
  private DocFormatReader() {}

  static Optional<DocProcess> processDocs(YamlMap yaml) {
    return FunctionReader.read(
        yaml, "process_docs", DocProcess.OfSplit::new, BuiltInFunctions.PROCESS_DOCS);
  }

  /**
   * Where a text is broken, an empty one stands in for it: the finding keeps it from being used.
   *
   * @param needing the output type that needs choices; absent for one that does not
   */
  static DocFormat format(YamlMap yaml, Optional<String> needing) {
    for (String key : List.of("doc_to_text", "doc_to_target")) {
      if (!yaml.has(key)) {
        yaml.wrong(key, "is missing");
      }
    }
    if (needing.isPresent() && !yaml.has("doc_to_choice")) {
      yaml.wrong("doc_to_choice", "is missing; " + needing.get() + " needs the choices");
    }
    return new DocFormat(
        expressionOrFunction(yaml, "doc_to_text").orElse(DocExpression.EMPTY),
        target(yaml).orElse(DocExpression.EMPTY),
        choices(yaml),
        expression(yaml, "gen_prefix"),
        yaml.text("target_delimiter").orElse(DocFormat.DEFAULT_TARGET_DELIMITER),
        yaml.text("fewshot_delimiter").orElse(DocFormat.DEFAULT_FEWSHOT_DELIMITER));
  }

  /** A field's name, a template or a function. */
  private static Optional<DocExpression> expressionOrFunction(YamlMap yaml, String key) {
    return yaml.function(key).isPresent()
        ? FunctionReader.required(yaml, key).map(function -> DocExpression.of(key, function))
        : expression(yaml, key);
  }

  /** A field's name or a template. */
  static Optional<DocExpression> expression(YamlMap yaml, String key) {
    if (yaml.function(key).isPresent()) {
      yaml.wrong(key, "lm-evaluation-harness takes no function here; write a template");
      return Optional.empty();
    }
    return yaml.text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(DocExpression.of(key, text));
              } catch (JinjaException e) {
                yaml.wrong(key, "broken template: " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  private static Optional<DocExpression> target(YamlMap yaml) {
    Object value = yaml.any("doc_to_target").orElse(null);
    return value instanceof Integer || value instanceof List<?>
        ? Optional.of(
            DocExpression.constant(
                "doc_to_target", value instanceof Integer index ? (Object) (long) index : value))
        : expressionOrFunction(yaml, "doc_to_target");
  }

  private static Optional<DocExpression> choices(YamlMap yaml) {
    Object value = yaml.any("doc_to_choice").orElse(null);
    if (value instanceof List<?> list) {
      return Optional.of(
          DocExpression.constant("doc_to_choice", list.stream().map(String::valueOf).toList()));
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(
          DocExpression.constant(
              "doc_to_choice", map.values().stream().map(String::valueOf).toList()));
    }
    return expressionOrFunction(yaml, "doc_to_choice");
  }

  static Fewshot fewshot(
      YamlMap yaml, DocFormat own, Optional<DocProcess> processDocs, String source) {
    Optional<String> split = yaml.text("fewshot_split");
    Optional<YamlMap> config = yaml.map("fewshot_config");
    if (config.isEmpty()) {
      return new Fewshot(
          Fewshot.Sampler.DEFAULT, split, Optional.empty(), Optional.empty(), processDocs, own);
    }
    YamlMap fewshot = config.get();
    fewshot.refuse("fewshot_indices", "lm-evaluation-harness 0.4.13 ignores it; list samples");
    DocFormat format =
        new DocFormat(
            expressionOrFunction(fewshot, "doc_to_text").orElse(own.text()),
            target(fewshot).orElse(own.target()),
            choices(fewshot).or(own::choices),
            expression(fewshot, "gen_prefix").or(own::genPrefix),
            fewshot.text("target_delimiter").orElse(own.targetDelimiter()),
            fewshot.text("fewshot_delimiter").orElse(own.fewshotDelimiter()));
    Fewshot result =
        new Fewshot(
            sampler(fewshot),
            fewshot.text("split").or(() -> split),
            FunctionReader.python(fewshot, "samples"),
            samples(fewshot, source),
            processDocs(fewshot).or(() -> processDocs),
            format);
    fewshot.refuseOthers();
    return result;
  }

  private static Fewshot.Sampler sampler(YamlMap fewshot) {
    return fewshot
        .named(
            "sampler",
            fewshot.text("sampler"),
            Map.of("default", Fewshot.Sampler.DEFAULT, "first_n", Fewshot.Sampler.FIRST_N),
            "sampler")
        .orElse(Fewshot.Sampler.DEFAULT);
  }

  private static Optional<List<Doc>> samples(YamlMap fewshot, String source) {
    if (fewshot.function("samples").isPresent()) {
      FunctionReader.required(fewshot, "samples");
      return Optional.empty();
    }
    return fewshot
        .maps("samples")
        .map(
            maps -> {
              List<Doc> docs = new ArrayList<>();
              for (YamlMap map : maps) {
                docs.add(
                    new Doc(
                        longs(map.plainMap()),
                        source + ", fewshot_config.samples[" + docs.size() + "]"));
              }
              return docs;
            });
  }

  /** As data files give them: whole numbers are Long. */
  private static Map<String, Object> longs(Map<String, Object> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> result.put(key, value instanceof Integer i ? (Object) (long) i : value));
    return result;
  }
}
