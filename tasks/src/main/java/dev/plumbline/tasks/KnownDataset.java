package dev.plumbline.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is special about the data of a built-in task.
 *
 * @param paths the names by which task files call it
 * @param configs its configuration, where it has several
 * @param folder its folder's name
 * @param originals the names of its original files, by split
 * @param numbered for splits that share one file: first and last {@code task_id}
 * @param schema from the original schema to that of the Hugging Face hub
 */
record KnownDataset(
    Set<String> paths,
    Set<String> configs,
    String folder,
    Map<String, List<String>> originals,
    Map<String, Range> numbered,
    UnaryOperator<Map<String, Object>> schema) {

  /** Both ends belong to it. */
  record Range(long first, long last) {}

  private static final List<String> HUMANEVAL = List.of("HumanEval.jsonl.gz", "HumanEval.jsonl");
  private static final List<String> MBPP = List.of("mbpp.jsonl", "mbpp.jsonl.gz");

  private static final List<KnownDataset> KNOWN =
      List.of(
          new KnownDataset(
              Set.of("openai/gsm8k", "gsm8k"),
              Set.of("main"),
              "gsm8k",
              Map.of(),
              Map.of(),
              UnaryOperator.identity()),
          new KnownDataset(
              Set.of("Rowan/hellaswag", "hellaswag"),
              Set.of(),
              "hellaswag",
              Map.of(
                  "train", List.of("hellaswag_train.jsonl"),
                  "validation", List.of("hellaswag_val.jsonl")),
              Map.of(),
              UnaryOperator.identity()),
          new KnownDataset(
              Set.of("allenai/openbookqa", "openbookqa"),
              Set.of("main"),
              "openbookqa",
              Map.of("validation", List.of("dev.jsonl")),
              Map.of(),
              KnownDataset::flatOpenBookQa),
          new KnownDataset(
              Set.of("openai/openai_humaneval", "openai_humaneval"),
              Set.of("openai_humaneval"),
              "humaneval",
              Map.of("test", HUMANEVAL),
              Map.of(),
              UnaryOperator.identity()),
          new KnownDataset(
              Set.of("google-research-datasets/mbpp", "mbpp"),
              Set.of("full"),
              "mbpp",
              Map.of("prompt", MBPP, "test", MBPP, "validation", MBPP, "train", MBPP),
              // The splits of the full set, as its authors number them.
              Map.of(
                  "prompt", new Range(1, 10),
                  "test", new Range(11, 510),
                  "validation", new Range(511, 600),
                  "train", new Range(601, 974)),
              UnaryOperator.identity()));

  /**
   * Looks a data set up; another configuration of a known one is unknown, because its files are
   * others.
   *
   * @param path such as {@code openai/gsm8k}
   * @param config such as {@code main}
   */
  static Optional<KnownDataset> of(String path, Optional<String> config) {
    return KNOWN.stream()
        .filter(known -> known.paths().contains(path))
        .filter(known -> config.isEmpty() || known.configs().contains(config.get()))
        .findFirst();
  }

  /** Whether a row belongs to a split. */
  boolean has(String split, Map<String, Object> row) {
    Range range = numbered.get(split);
    return range == null
        || (row.get("task_id") instanceof Number id
            && id.longValue() >= range.first()
            && id.longValue() <= range.last());
  }

  /** The original has {@code question: {stem, choices: [{text, label}]}}. */
  private static Map<String, Object> flatOpenBookQa(Map<String, Object> row) {
    if (!(row.get("question") instanceof Map<?, ?> question)
        || !(question.get("choices") instanceof List<?> choices)) {
      return row;
    }
    List<Object> texts = new ArrayList<>();
    List<Object> labels = new ArrayList<>();
    for (Object choice : choices) {
      if (choice instanceof Map<?, ?> fields) {
        texts.add(fields.get("text"));
        labels.add(fields.get("label"));
      }
    }
    Map<String, Object> flat = new LinkedHashMap<>(row);
    flat.remove("question");
    flat.put("question_stem", question.get("stem"));
    flat.put("choices", Map.of("text", texts, "label", labels));
    return flat;
  }
}
