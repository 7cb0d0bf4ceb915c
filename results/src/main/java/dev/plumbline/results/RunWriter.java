package dev.plumbline.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.results.Manifest.Outcomes;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.SampleOutcome.Unparsed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a run folder.
 *
 * <p>Until the run is finished the folder holds only its journal, {@code journal/samples.jsonl}:
 * the samples so far, in the order in which they came. Each is handed to the operating system
 * before {@link #append} returns, so a killed process loses none (a power cut may). {@link #finish}
 * then writes the files of the design, each under another name first, {@code manifest.json} last: a
 * folder with a manifest is a whole run. Samples may be appended from several threads.
 */
public final class RunWriter implements AutoCloseable {
  private final Path folder;
  private final Path journal;
  private final OutputStream out;

  private RunWriter(Path folder, Path journal, OutputStream out) {
    this.folder = folder;
    this.journal = journal;
    this.out = out;
  }

  /**
   * Starts a run in a folder that is new or empty.
   *
   * @param overwrite whether a run that is already there, finished or not, may be deleted; files
   *     that are no run's are never touched
   * @throws RunException if the folder holds anything else, or cannot be written
   */
  public static RunWriter create(Path run, boolean overwrite) {
    if (Files.isRegularFile(run)) {
      throw new RunException(run + ": is a file; name a new or empty folder for the run");
    }
    try {
      Files.createDirectories(run);
      clear(run, overwrite);
      Path journal = Files.createDirectory(run.resolve(Run.JOURNAL)).resolve(Run.SAMPLES);
      OutputStream out = Files.newOutputStream(journal, StandardOpenOption.CREATE_NEW);
      return new RunWriter(run, journal, out);
    } catch (IOException e) {
      throw new RunException(run + ": no run can be written here: " + e, e);
    }
  }

  private static void clear(Path run, boolean overwrite) throws IOException {
    boolean finished = Files.exists(run.resolve(Run.MANIFEST));
    boolean unfinished = Files.exists(run.resolve(Run.JOURNAL));
    if (!finished && !unfinished) {
      try (Stream<Path> files = Files.list(run)) {
        files
            .sorted()
            .findFirst()
            .ifPresent(
                file -> {
                  throw new RunException(
                      run
                          + ": holds "
                          + file.getFileName()
                          + ", which is no run's; choose a new or empty folder");
                });
      }
    } else if (!overwrite) {
      throw new RunException(
          run
              + ": holds "
              + (finished ? "a finished run" : "an unfinished run")
              + "; choose another folder, or overwrite it (--overwrite)");
    }
    // The manifest first: without it nobody takes what remains for a run.
    for (String file : List.of(Run.MANIFEST, Run.CURVES, Run.SAMPLES, Run.DOCUMENTS, Run.PROFILE)) {
      Files.deleteIfExists(run.resolve(file));
    }
    deleteJournal(run);
  }

  private static void deleteJournal(Path run) throws IOException {
    Path journal = run.resolve(Run.JOURNAL);
    Files.deleteIfExists(journal.resolve(Run.SAMPLES));
    Files.deleteIfExists(journal);
  }

  /** Keeps a sample, in whatever order they come. */
  public synchronized void append(Sample sample) {
    try {
      out.write((Json.line(SampleLine.of(sample)) + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new RunException(journal + ": cannot be written: " + e, e);
    }
  }

  /**
   * Writes the run from the samples appended, and closes the journal.
   *
   * @param manifest its samples are counted here; its tasks give the order
   * @param documents one per task and document, in any order
   * @param usage the cost by task and r; may be empty
   * @throws IllegalArgumentException if a sample's task is not in the manifest, or a sample or a
   *     document is there twice; the journal stays
   */
  public synchronized Run finish(
      Manifest manifest, Collection<DocumentLine> documents, Collection<Usage> usage) {
    List<String> tasks = manifest.tasks().stream().map(Manifest.Task::name).toList();
    try {
      close();
      List<DocumentLine> asked =
          ordered(
              documents.stream(),
              Comparator.comparingInt((DocumentLine d) -> tasks.indexOf(d.task()))
                  .thenComparingInt(DocumentLine::docId));
      List<Sample> samples;
      try (Stream<Sample> journaled = JsonLines.read(journal, SampleLine.class)) {
        samples =
            ordered(
                journaled,
                Comparator.comparingInt((Sample s) -> tasks.indexOf(s.task()))
                    .thenComparingInt(Sample::docId)
                    .thenComparingInt(Sample::iterations));
      }
      List<CurvePoint> curves = Curves.of(samples, usage);
      Manifest counted = manifest.withSamples(count(samples));
      WholeFile.write(folder.resolve(Run.DOCUMENTS), file -> writeLines(asked, file));
      WholeFile.write(
          folder.resolve(Run.SAMPLES),
          file -> writeLines(samples.stream().map(SampleLine::of).toList(), file));
      WholeFile.write(folder.resolve(Run.CURVES), file -> CurvesCsv.write(curves, file));
      WholeFile.write(
          folder.resolve(Run.MANIFEST), file -> file.write(Json.indented(counted) + "\n"));
      deleteJournal(folder);
    } catch (IOException e) {
      throw new RunException(folder + ": cannot be written: " + e, e);
    }
    return Run.open(folder);
  }

  private static <T> List<T> ordered(Stream<T> items, Comparator<T> order) {
    List<T> sorted = items.sorted(order).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException(
            "twice in one run: " + sorted.get(i - 1) + " and " + sorted.get(i));
      }
    }
    return sorted;
  }

  private static void writeLines(List<?> lines, Writer file) throws IOException {
    for (Object line : lines) {
      file.write(Json.line(line) + "\n");
    }
  }

  private static Map<String, Outcomes> count(List<Sample> samples) {
    return samples.stream()
        .collect(
            Collectors.groupingBy(
                Sample::task,
                LinkedHashMap::new,
                Collectors.collectingAndThen(Collectors.toList(), RunWriter::outcomes)));
  }

  private static Outcomes outcomes(List<Sample> samples) {
    return new Outcomes(
        samples.stream().filter(s -> s.outcome() instanceof Scored).count(),
        samples.stream().filter(s -> s.outcome() instanceof Unparsed).count(),
        samples.stream().filter(s -> s.outcome() instanceof Failed).count());
  }

  /** Ends writing; without {@link #finish} the journal stays. */
  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new RunException(journal + ": cannot be written: " + e, e);
    }
  }
}
