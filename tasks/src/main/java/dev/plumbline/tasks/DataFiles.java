package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a task names itself: {@code dataset_kwargs}.
 *
 * @param bySplit empty where it names none
 * @param columns of CSV files without a header line; empty for files with one
 */
record DataFiles(Map<String, List<String>> bySplit, List<String> columns) {
  DataFiles {
    bySplit = Map.copyOf(bySplit);
    columns = List.copyOf(columns);
  }

  /** Notes mistakes in the file's findings. */
  static DataFiles read(YamlMap yaml) {
    Optional<YamlMap> kwargs = yaml.map("dataset_kwargs");
    if (kwargs.isEmpty()) {
      return new DataFiles(Map.of(), List.of());
    }
    YamlMap options = kwargs.get();
    // Neither says anything of files that are read as they are.
    options.truth("trust_remote_code", false);
    options.truth("streaming", false);
    Map<String, List<String>> files = new LinkedHashMap<>();
    if (options.any("data_files").orElse(null) instanceof Map<?, ?>) {
      YamlMap bySplit = options.map("data_files").orElseThrow();
      for (String split : bySplit.plainMap().keySet()) {
        files.put(split, bySplit.texts(split).orElse(List.of()));
      }
    } else {
      // As in Hugging Face datasets, files without a split are the training split.
      options.texts("data_files").ifPresent(all -> files.put("train", all));
    }
    List<String> columns = options.texts("column_names").orElse(List.of());
    boolean headerless = options.node("header").isPresent() && !options.has("header");
    if (options.has("header")) {
      options.wrong("header", "must be null, for files that have none");
    }
    if (headerless != !columns.isEmpty()) {
      options.wrong("column_names", "goes with header: null, as names of files without a header");
    }
    options.refuseOthers();
    return new DataFiles(files, columns);
  }
}
