package dev.plumbline.tasks;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.data.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where data files are looked for. For a data set {@code owner/NAME} with the configuration {@code
 * CONFIG} and a split {@code SPLIT} these are tried in this order: {@code NAME/CONFIG/SPLIT},
 * {@code NAME/SPLIT}, {@code NAME_SPLIT}, {@code NAME-SPLIT}, each as {@code .jsonl}, {@code
 * .jsonl.gz}, {@code .json}, {@code .json.gz}, {@code .csv}, {@code .csv.gz}, {@code .parquet} and
 * {@code -00000-of-00001.parquet}; then for the built-in data sets their original file names, in
 * the folder {@code NAME} or without it.
 */
public final class Datasets {
  /** The names by which Hugging Face datasets calls plain files. */
  private static final Set<String> PLAIN_FILES = Set.of("json", "csv", "parquet");

  private final Path folder;
  private final boolean cache;

  private Datasets(Path folder, boolean cache) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.cache = cache;
  }

  /** Data files in a folder; nothing is fetched. */
  public static Datasets in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new PlumblineException("there is no data folder " + folder);
    }
    return new Datasets(folder, false);
  }

  /** Data files that {@link DataCatalog} fetched into its cache folder. */
  public static Datasets cache(Path folder) {
    return new Datasets(folder, true);
  }

  /** The rows of a split and the files they came from. */
  record Split(List<Doc> docs, List<DataFile> files) {
    Split {
      docs = List.copyOf(docs);
      files = List.copyOf(files);
    }
  }

  Split read(TaskDefinition task, String split) {
    Optional<KnownDataset> known = KnownDataset.of(task.dataset(), task.config());
    List<Doc> docs = new ArrayList<>();
    List<DataFile> files = new ArrayList<>();
    for (Path file : files(task, split, known)) {
      List<Map<String, Object>> rows = rows(file);
      for (int i = 0; i < rows.size(); i++) {
        Map<String, Object> row = rows.get(i);
        if (known.isEmpty() || known.get().has(split, row)) {
          Map<String, Object> fields = known.isEmpty() ? row : known.get().schema().apply(row);
          docs.add(new Doc(fields, file + ", row " + (i + 1)));
        }
      }
      files.add(dataFile(file, rows.size()));
    }
    if (docs.isEmpty()) {
      throw new PlumblineException("split '" + split + "' has no rows in " + files.get(0).path());
    }
    return new Split(docs, files);
  }

  private static List<Map<String, Object>> rows(Path file) {
    try {
      return RowFile.read(file);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      throw new PlumblineException(
          message.startsWith(file.toString()) ? message : "cannot read " + file + ": " + message,
          e);
    }
  }

  private static DataFile dataFile(Path file, int rows) {
    try {
      return new DataFile(file, new DigestUtils(SHA_256).digestAsHex(file), Files.size(file), rows);
    } catch (IOException e) {
      throw new PlumblineException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private List<Path> files(TaskDefinition task, String split, Optional<KnownDataset> known) {
    if (!task.dataFiles().isEmpty()) {
      return named(task, split);
    }
    if (PLAIN_FILES.contains(task.dataset())) {
      throw new PlumblineException(
          task.source()
              + ": dataset_path: "
              + task.dataset()
              + " needs dataset_kwargs.data_files with a file for the split '"
              + split
              + "'");
    }
    List<String> candidates = candidates(task, split, known);
    return candidates.stream()
        .map(candidate -> below(folder, task, candidate))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(List::of)
        .orElseThrow(() -> missing(task, split, known));
  }

  private List<Path> named(TaskDefinition task, String split) {
    List<String> names = task.dataFiles().get(split);
    if (names == null || names.isEmpty()) {
      throw new PlumblineException(
          task.source()
              + ": dataset_kwargs.data_files: names no file for the split '"
              + split
              + "', only for "
              + task.dataFiles().keySet());
    }
    return names.stream().map(name -> file(task, name)).toList();
  }

  private Path file(TaskDefinition task, String name) {
    boolean ofTask = task.folder().filter(beside -> leadsInto(beside, name)).isPresent();
    Path inData = ofTask && !leadsInto(folder, name) ? folder : below(folder, task, name);
    Path besideTask =
        task.folder()
            .filter(beside -> ofTask)
            .map(beside -> below(beside, task, name))
            .orElse(inData);
    if (Files.isRegularFile(besideTask)) {
      return requireNoLinkOutOf(task.folder().orElse(folder), task, besideTask);
    }
    if (Files.isRegularFile(inData)) {
      return inData;
    }
    throw new PlumblineException(
        task.source()
            + ": dataset_kwargs.data_files: there is neither "
            + besideTask
            + " nor "
            + inData);
  }

  /** An absolute name leads into one of two folders alone. */
  private static boolean leadsInto(Path folder, String name) {
    try {
      return folder.resolve(name).normalize().startsWith(folder.normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A task file may come from anywhere; what it names lies below its own folder or the data's. */
  private static Path below(Path folder, TaskDefinition task, String name) {
    try {
      Path file = folder.resolve(name);
      if (file.normalize().startsWith(folder.normalize())) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw new PlumblineException(task.source() + ": '" + name + "' is no file name", e);
    }
    throw new PlumblineException(
        task.source()
            + ": '"
            + name
            + "' leaves the folder "
            + folder
            + "; data files lie below the task's folder or that of --data");
  }

  private static Path requireNoLinkOutOf(Path folder, TaskDefinition task, Path file) {
    try {
      if (file.toRealPath().startsWith(folder.toRealPath())) {
        return file;
      }
    } catch (IOException e) {
      throw new PlumblineException("cannot read " + file + ": " + e.getMessage(), e);
    }
    throw new PlumblineException(
        task.source() + ": " + file + " is a link out of the folder " + folder + "; copy the file");
  }

  private static String name(TaskDefinition task, Optional<KnownDataset> known) {
    return known
        .map(KnownDataset::folder)
        .orElseGet(() -> task.dataset().substring(task.dataset().lastIndexOf('/') + 1));
  }

  private static List<String> candidates(
      TaskDefinition task, String split, Optional<KnownDataset> known) {
    String name = name(task, known);
    List<String> stems = new ArrayList<>();
    task.config().ifPresent(config -> stems.add(name + "/" + config + "/" + split));
    // Without its configuration, a data set's name may stand for other files.
    if (known.isPresent() || KnownDataset.of(task.dataset(), Optional.empty()).isEmpty()) {
      stems.addAll(List.of(name + "/" + split, name + "_" + split, name + "-" + split));
    }
    List<String> candidates = new ArrayList<>();
    for (String stem : stems) {
      RowFile.ENDINGS.forEach(ending -> candidates.add(stem + ending));
      candidates.add(stem + "-00000-of-00001.parquet");
    }
    if (known.isPresent()) {
      for (String original : known.get().originals().getOrDefault(split, List.of())) {
        candidates.add(name + "/" + original);
        candidates.add(original);
      }
    }
    return candidates;
  }

  private PlumblineException missing(
      TaskDefinition task, String split, Optional<KnownDataset> known) {
    String remedy =
        known.isPresent()
            ? "; plumbline data fetch "
                + known.get().folder()
                + " gets it"
                + (cache ? "" : ", or put it there")
            : "; put it there (.jsonl, .json, .csv or .parquet, gzipped or not)";
    return new PlumblineException(
        "no data for split '"
            + split
            + "' of "
            + task.dataset()
            + ": expected "
            + folder.resolve(name(task, known)).resolve(split + ".jsonl")
            + remedy);
  }
}
