package dev.plumbline.tasks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A data set as its repository on the Hugging Face hub lies in a folder: cloned, or a snapshot of
 * the hub's cache. Which files are a split's is told as Hugging Face datasets 5 tells it: by {@code
 * configs} of README.md, else by names of the form {@code data/SPLIT-00000-of-00001.parquet}, else
 * by words in the names of folders, else of files; else all are the training split.
 */
public final class DatasetFolder {
  private static final Set<String> NO_DATA =
      Set.of("config.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json");

  private static final Pattern SHARD =
      Pattern.compile("data/(\\w+(?:\\.\\w+)*)-[0-9]{5}-of-[0-9]{5}[^/]*\\.[^/]*");

  /** The words for each split; they stand between such characters. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "train", List.of("train", "training"),
          "validation", List.of("validation", "valid", "dev", "val"),
          "test", List.of("test", "testing", "eval", "evaluation"));

  private static final String BETWEEN = "[-._ 0-9]";

  private final Path root;

  public DatasetFolder(Path root) {
    this.root = root;
  }

  /**
   * The files of a split, shards in their order.
   *
   * @param config as in {@code dataset_name}
   * @throws IOException saying in one line what is not there, or not clear
   */
  public List<Path> files(Optional<String> config, String split) throws IOException {
    Map<String, DatasetCard.Config> configs = DatasetCard.read(root.resolve("README.md"));
    Path base = root;
    Map<String, List<String>> splits;
    if (!configs.isEmpty() && (config.isEmpty() || configs.containsKey(config.get()))) {
      DatasetCard.Config chosen =
          config.isPresent() ? configs.get(config.get()) : DatasetCard.fallback(configs, root);
      base = root.resolve(chosen.dataDir());
      splits = chosen.patterns().isEmpty() ? byNames(names(base)) : named(chosen, names(base));
    } else {
      base = config.filter(name -> !name.equals("default")).map(root::resolve).orElse(root);
      if (!base.normalize().startsWith(root.normalize()) || !Files.isDirectory(base)) {
        throw new IOException(
            root
                + ": has no configuration '"
                + config.orElse("")
                + "'"
                + (configs.isEmpty() ? "" : "; it has " + configs.keySet()));
      }
      splits = byNames(names(base));
    }
    List<String> files = splits.getOrDefault(split, List.of());
    if (files.isEmpty()) {
      throw new IOException(base + ": has no split '" + split + "', but " + splits.keySet());
    }
    requireOneKind(base, files);
    return files.stream().map(base::resolve).toList();
  }

  private static void requireOneKind(Path base, List<String> files) throws IOException {
    Set<String> kinds = new TreeSet<>();
    files.forEach(file -> kinds.add(RowFile.ending(file).orElse("")));
    if (kinds.size() > 1) {
      throw new IOException(
          base + ": the split is there as " + kinds + "; name its files in data_files");
    }
  }

  /** Data files by their names relative to a folder, sorted. */
  private static List<String> names(Path base) throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> base.relativize(file).toString())
          .filter(name -> !NO_DATA.contains(name.substring(name.lastIndexOf('/') + 1)))
          .filter(name -> !name.startsWith(".") && !name.contains("/."))
          .filter(name -> RowFile.ending(name).isPresent())
          .sorted()
          .toList();
    }
  }

  private static Map<String, List<String>> named(DatasetCard.Config config, List<String> names) {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    config
        .patterns()
        .forEach(
            (split, patterns) ->
                splits.put(
                    split, matching(names, patterns.stream().map(DatasetFolder::glob).toList())));
    return splits;
  }

  private static Map<String, List<String>> byNames(List<String> names) {
    Map<String, List<String>> shards = new LinkedHashMap<>();
    for (String name : names) {
      var shard = SHARD.matcher(name);
      if (shard.matches()) {
        shards.computeIfAbsent(shard.group(1), split -> new ArrayList<>()).add(name);
      }
    }
    if (!shards.isEmpty()) {
      return shards;
    }
    Map<String, List<String>> inFolders =
        byWords(
            names,
            List.of(
                "(?:.*/)?%s/.*",
                "(?:.*/)?%s_[^/]*/.*", "(?:.*/)?[^/]*_%s/.*", "(?:.*/)?[^/]*_%s_[^/]*/.*"));
    if (!inFolders.isEmpty()) {
      return inFolders;
    }
    Map<String, List<String>> inNames =
        byWords(names, List.of("(?:.*/)?%s_[^/]*", "(?:.*/)?[^/]*_%s_[^/]*"));
    return inNames.isEmpty() ? Map.of("train", names) : inNames;
  }

  /**
   * @param forms of regular expressions, in which {@code _} is what stands around a word
   */
  private static Map<String, List<String>> byWords(List<String> names, List<String> forms) {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    for (String split : List.of("train", "validation", "test")) {
      List<Pattern> patterns = new ArrayList<>();
      for (String word : WORDS.get(split)) {
        forms.forEach(
            form -> patterns.add(Pattern.compile(form.replace("_", BETWEEN).formatted(word))));
      }
      List<String> found = matching(names, patterns);
      if (!found.isEmpty()) {
        splits.put(split, found);
      }
    }
    return splits;
  }

  /** Names by the first pattern that they match, each once. */
  private static List<String> matching(List<String> names, List<Pattern> patterns) {
    Set<String> found = new LinkedHashSet<>();
    for (Pattern pattern : patterns) {
      names.stream().filter(name -> pattern.matcher(name).matches()).forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** {@code *} stays within a folder, {@code **} does not. */
  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = pattern.indexOf(']', i + 2);
      if (pattern.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (pattern.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*' || c == '?') {
        regex.append(c == '*' ? "[^/]*" : "[^/]");
      } else if (c == '[' && end > 0) {
        String set = pattern.substring(i + 1, end).replace("\\", "\\\\").replaceFirst("^!", "^");
        regex.append('[').append(set.replace("[", "\\[").replace("&", "\\&")).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
