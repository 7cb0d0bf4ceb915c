package dev.plumbline.tasks;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.data.DatasetFolder;
import dev.plumbline.tasks.data.HubCache;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where data files are looked for. For a data set {@code owner/NAME} with the configuration {@code
 * CONFIG} and a split {@code SPLIT} these are tried in this order: {@code NAME/CONFIG/SPLIT},
 * {@code NAME/SPLIT}, {@code NAME_SPLIT}, {@code NAME-SPLIT}, each as {@code .jsonl}, {@code
 * .jsonl.gz}, {@code .json}, {@code .json.gz}, {@code .csv}, {@code .csv.gz}, {@code .parquet} and
 * {@code -00000-of-00001.parquet} with all of its shards; for the built-in data sets their original
 * file names, in the folder {@code NAME} or without it; then a clone of the repository in the
 * folder {@code owner/NAME} or {@code NAME}, see {@link DatasetFolder}, and the hub's cache, see
 * {@link HubCache}.
 */
public final class Datasets {
  /** The names by which Hugging Face datasets calls plain files. */
  private static final Set<String> PLAIN_FILES = Set.of("json", "csv", "parquet");

  private static final Pattern FIRST_SHARD = Pattern.compile("(.+)-00000-of-([0-9]{5})\\.parquet");

  /** More are no data of a benchmark. */
  private static final int MOST_SHARDS = 100;

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
      List<Map<String, Object>> rows = rows(file, task.dataFiles().columns());
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

  private static List<Map<String, Object>> rows(Path file, List<String> columns) {
    try {
      return RowFile.read(file, columns);
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
    if (!task.dataFiles().bySplit().isEmpty()) {
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
    Optional<Path> file =
        candidates.stream()
            .map(candidate -> below(folder, task, candidate))
            .filter(Files::isRegularFile)
            .findFirst();
    return file.isPresent()
        ? shards(file.get())
        : repository(task, known.isEmpty())
            .map(found -> ofRepository(found, task, split))
            .orElseThrow(() -> missing(task, split, known));
  }

  /** All shards of a split whose first one was found. */
  private static List<Path> shards(Path first) {
    Matcher name = FIRST_SHARD.matcher(first.getFileName().toString());
    if (!name.matches()) {
      return List.of(first);
    }
    List<Path> shards = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(name.group(2)); i++) {
      Path shard =
          first.resolveSibling("%s-%05d-of-%s.parquet".formatted(name.group(1), i, name.group(2)));
      if (!Files.isRegularFile(shard)) {
        throw new PlumblineException(shard + ": is missing; without it the split is not whole");
      }
      shards.add(shard);
    }
    return shards;
  }

  /**
   * A folder with the data set as its repository has it, or the hub's cache.
   *
   * @param clones whether a folder of its name is taken for a clone
   */
  private Optional<Path> repository(TaskDefinition task, boolean clones) {
    String dataset = task.dataset();
    List<Path> folders = new ArrayList<>();
    if (clones) {
      task.folder()
          .filter(beside -> leadsInto(beside, dataset))
          .ifPresent(beside -> folders.add(below(beside, task, dataset)));
      if (leadsInto(folder, dataset)) {
        folders.add(below(folder, task, dataset));
      }
      folders.add(below(folder, task, dataset.substring(dataset.lastIndexOf('/') + 1)));
    }
    Optional<Path> cloned =
        folders.stream().filter(f -> !f.equals(folder) && Files.isDirectory(f)).findFirst();
    if (cloned.isPresent()) {
      return cloned;
    }
    try {
      Optional<Path> snapshot = new HubCache(folder).snapshot(dataset);
      return snapshot.isPresent() || !cache ? snapshot : hub().snapshot(dataset);
    } catch (IOException e) {
      throw new PlumblineException(e.getMessage(), e);
    }
  }

  private static HubCache hub() {
    return HubCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  private static List<Path> ofRepository(Path folder, TaskDefinition task, String split) {
    try {
      return new DatasetFolder(folder).files(task.config(), split);
    } catch (IOException e) {
      throw new PlumblineException(PlumblineException.reason(e), e);
    }
  }

  private List<Path> named(TaskDefinition task, String split) {
    List<String> names = task.dataFiles().bySplit().get(split);
    if (names == null || names.isEmpty()) {
      throw new PlumblineException(
          task.source()
              + ": dataset_kwargs.data_files: names no file for the split '"
              + split
              + "', only for "
              + task.dataFiles().bySplit().keySet());
    }
    return names.stream().map(name -> file(task, name)).toList();
  }

  private Path file(TaskDefinition task, String name) {
    boolean ofTask = task.folder().filter(beside -> leadsInto(beside, name)).isPresent();
    Path inData = ofTask && !leadsInto(folder, name) ? folder : below(folder, task, name);
    Path besideTask = ofTask ? below(task.folder().orElseThrow(), task, name) : inData;
    if (ofTask && Files.isRegularFile(besideTask)) {
      return requireNoLinkOutOf(task.folder().orElseThrow(), task, besideTask);
    }
    if (Files.isRegularFile(inData)) {
      return inData;
    }
    Optional<Path> cloned =
        PLAIN_FILES.contains(task.dataset())
            ? Optional.empty()
            : repository(task, true).map(found -> below(found, task, name));
    if (cloned.filter(Files::isRegularFile).isPresent()) {
      return cloned.get();
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
      for (int shards = 1; shards <= MOST_SHARDS; shards++) {
        candidates.add("%s-00000-of-%05d.parquet".formatted(stem, shards));
      }
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
