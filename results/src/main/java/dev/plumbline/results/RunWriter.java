package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.text.WholeFile;
import dev.plumbline.results.Manifest.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes a run folder.
 *
 * <p>Until the run is finished the folder holds only its journal: {@code journal/samples.jsonl}
 * with the samples so far, in the order in which they came, a checksum at the end of each line. A
 * process that is killed leaves it for the next one to go on with, see {@link #open}. {@link
 * #finish} then writes the files of the design, each under another name first, {@code
 * manifest.json} last: a folder with a manifest is a whole run. Samples may be appended from
 * several threads; a second process is refused.
 */
public final class RunWriter implements SampleSink, AutoCloseable {
  private final Path folder;
  private final RunLock lock;
  private final Answered answered;
  private final Journal journal;
  private final int resumed;

  private RunWriter(Path folder, RunLock lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.answered = new Answered();
    this.journal = Journal.open(samples(folder), answered::add);
    this.resumed = answered.count();
  }

  /**
   * Starts a run in a folder that is new or empty.
   *
   * @param overwrite whether a run that is already there, finished or not, may be deleted; files
   *     that are no run's are never touched
   * @throws PlumblineException if the folder holds anything else, or cannot be written
   */
  public static RunWriter create(Path run, boolean overwrite) {
    return open(run, overwrite, Map.of(), false);
  }

  /**
   * Starts a run, or goes on with an unfinished one.
   *
   * @param overwrite whether a run that is already there is deleted instead
   * @param settings all that decides what the answers are; an unfinished run must have been begun
   *     with the same
   * @throws PlumblineException if the folder holds a finished run, one of other settings, one that
   *     another process is writing, or anything else; or cannot be written
   */
  public static RunWriter open(Path run, boolean overwrite, Map<String, String> settings) {
    return open(run, overwrite, settings, true);
  }

  private static RunWriter open(
      Path run, boolean overwrite, Map<String, String> settings, boolean resume) {
    if (Files.isRegularFile(run)) {
      throw new PlumblineException(run + ": is a file; name a new or empty folder for the run");
    }
    try {
      Files.createDirectories(run);
      requireFree(run, overwrite, resume);
      Files.createDirectories(run.resolve(Run.JOURNAL));
      RunLock lock = RunLock.of(run, inJournal(run, Run.LOCK));
      try {
        // Another process may have finished the run since.
        requireFree(run, overwrite, true);
        begin(run, overwrite, settings);
        return new RunWriter(run, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new PlumblineException(
          run + ": no run can be written here: " + PlumblineException.reason(e), e);
    }
  }

  private static void requireFree(Path run, boolean overwrite, boolean resume) throws IOException {
    boolean finished = Files.exists(run.resolve(Run.MANIFEST));
    boolean unfinished = Files.exists(run.resolve(Run.JOURNAL));
    if (!finished && !unfinished) {
      try (Stream<Path> files = Files.list(run)) {
        files
            .sorted()
            .findFirst()
            .ifPresent(
                file -> {
                  throw new PlumblineException(
                      run
                          + ": holds "
                          + file.getFileName()
                          + ", which is no run's; choose a new or empty folder");
                });
      }
    } else if (!overwrite && (finished || !resume)) {
      throw new PlumblineException(
          run
              + ": holds "
              + (finished ? "a finished run" : "an unfinished run")
              + "; choose another folder, or overwrite it (--overwrite)");
    }
  }

  private static void begin(Path run, boolean overwrite, Map<String, String> settings)
      throws IOException {
    Path settingsFile = inJournal(run, Run.SETTINGS);
    if (overwrite) {
      // The manifest first: without it nobody takes what remains for a run.
      for (String file :
          List.of(
              Run.MANIFEST,
              Run.CURVES,
              Run.TIMING,
              Run.COMPUTE,
              Run.SAMPLES,
              Run.DOCUMENTS,
              Run.GATES,
              Run.STEPS,
              Run.PROFILE,
              Run.SPECULATION,
              Run.PAGE,
              Run.PICTURE)) {
        Files.deleteIfExists(run.resolve(file));
      }
      Files.deleteIfExists(samples(run));
      Files.deleteIfExists(settingsFile);
    }
    if (Files.exists(settingsFile)) {
      Settings.requireSame(run, settingsFile, settings);
    } else if (Files.exists(samples(run))) {
      throw new PlumblineException(
          settingsFile + ": is missing, so nobody knows what was asked; start over (--overwrite)");
    } else {
      Settings.write(settingsFile, settings);
    }
  }

  private static Path samples(Path run) {
    return inJournal(run, Run.SAMPLES);
  }

  private static Path inJournal(Path run, String file) {
    return run.resolve(Run.JOURNAL).resolve(file);
  }

  private void deleteJournal() throws IOException {
    Files.deleteIfExists(samples(folder));
    Files.deleteIfExists(inJournal(folder, Run.SETTINGS));
    lock.delete();
    Files.deleteIfExists(folder.resolve(Run.JOURNAL));
  }

  /** How many answers were there already when this writer was opened. */
  public int resumed() {
    return resumed;
  }

  /** Bytes at the journal's end that a kill or a power cut had torn; they were dropped. */
  public long dropped() {
    return journal.dropped();
  }

  /** How many answers the journal holds now. */
  public synchronized int answers() {
    return answered.count();
  }

  @Override
  public synchronized boolean isAnswered(SampleId sample) {
    return answered.contains(sample);
  }

  @Override
  public synchronized void forEach(Consumer<Sample> sample) {
    try {
      JournalFile.read(samples(folder), (entry, line, length) -> sample.accept(entry.sample()));
    } catch (IOException e) {
      throw new PlumblineException(
          samples(folder) + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  /** What all answers of a task at one point took, whichever process gave them. */
  public synchronized Usage usage(TaskPoint point) {
    return answered.usage(point);
  }

  /** How many documents of a task had their prompts truncated. */
  public synchronized int truncated(String task) {
    return answered.truncated(task);
  }

  /** Keeps a sample whose cost nobody measured. */
  public void append(Sample sample) {
    append(sample, Usage.NONE);
  }

  @Override
  public synchronized void append(Sample sample, Usage usage) {
    JournalEntry entry = new JournalEntry(sample, usage);
    journal.append(entry);
    answered.add(entry);
  }

  /** Writes the run of tokens whose texts nobody knows. */
  public Run finish(Manifest manifest, Collection<Question> documents, Map<TaskPoint, Cost> costs) {
    return finish(manifest, documents, costs, Map.of(), token -> "", FunctionScores.NONE);
  }

  /**
   * Writes the run from the samples appended, and closes the journal.
   *
   * @param manifest its samples are counted here; its tasks give the order
   * @param documents one per task and document, in any order
   * @param costs in the order in which {@code timing.csv} has them; may be empty
   * @param executors of a cluster, with the seconds that each took; none where one process answered
   * @param texts of tokens by their ids, for {@code steps.jsonl}; empty for special ones
   * @param functions make the scores that are made of all documents' items
   * @throws IllegalArgumentException if a sample's task is not in the manifest, or a sample or a
   *     document is there twice; the journal stays
   */
  public synchronized Run finish(
      Manifest manifest,
      Collection<Question> documents,
      Map<TaskPoint, Cost> costs,
      Map<String, Map<TaskPoint, Double>> executors,
      IntFunction<String> texts,
      FunctionScores functions) {
    List<String> tasks = manifest.tasks().stream().map(Manifest.Task::name).toList();
    try {
      journal.close();
      List<Question> asked = ordered(documents, tasks);
      Map<DocumentId, Question> byDocument = new HashMap<>();
      asked.forEach(question -> byDocument.put(question.document(), question));
      Curves curves = new Curves();
      Map<String, Outcomes> outcomes = new LinkedHashMap<>();
      try (SortedSamples samples = SortedSamples.of(samples(folder), tasks)) {
        WholeFile.write(
            folder.resolve(Run.DOCUMENTS),
            file -> {
              for (Question question : asked) {
                file.write(Json.line(QuestionLine.of(question)) + "\n");
              }
            });
        WholeFile.write(
            folder.resolve(Run.SAMPLES),
            file -> {
              for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                file.write(Json.line(line(sample, byDocument)) + "\n");
                curves.add(sample);
                outcomes.merge(sample.task(), Outcomes.of(sample.outcome()), Outcomes::plus);
              }
            });
        writeRecorded(Run.GATES, samples, s -> s.recorded().gated().isEmpty(), s -> GateLine.of(s));
        writeRecorded(
            Run.STEPS, samples, s -> s.recorded().exited().isEmpty(), s -> StepLine.of(s, texts));
      }
      Manifest counted = manifest.withSamples(outcomes);
      List<CurvePoint> points = new ArrayList<>(curves.points(costs, functions));
      points.addAll(GroupCurves.of(manifest.groups(), points));
      WholeFile.write(folder.resolve(Run.CURVES), file -> CurvesCsv.write(points, file));
      WholeFile.write(
          folder.resolve(Run.TIMING),
          file -> {
            if (executors.isEmpty()) {
              TimingCsv.write(costs, file);
            } else {
              TimingCsv.write(costs.keySet(), executors, file);
            }
          });
      Map<TaskPoint, Compute> computes = computes(manifest, costs);
      if (!computes.isEmpty()) {
        WholeFile.write(folder.resolve(Run.COMPUTE), file -> ComputeCsv.write(computes, file));
      }
      WholeFile.write(
          folder.resolve(Run.MANIFEST), file -> file.write(Json.indented(counted) + "\n"));
      deleteJournal();
    } catch (IOException e) {
      throw new PlumblineException(
          folder
              + ": cannot be written: "
              + PlumblineException.reason(e)
              + "; all answers are kept: make room, then give the same command again",
          e);
    }
    return Run.open(folder);
  }

  /** Where r alone says what a token took, there is none. */
  private Map<TaskPoint, Compute> computes(Manifest manifest, Map<TaskPoint, Cost> costs) {
    Map<TaskPoint, Compute> computes = new LinkedHashMap<>();
    if (manifest.points().stream().anyMatch(RunWriter::differs)) {
      costs.forEach(
          (place, cost) ->
              computes.put(
                  place,
                  Compute.of(
                      place.point(), answered.usage(place), cost, manifest.bundle().model())));
    }
    return computes;
  }

  private static boolean differs(SweepPoint point) {
    return point.match(fixed -> false, expected -> false, adaptive -> true, contrasted -> true);
  }

  /**
   * Writes a line for each sample that has something of this kind; none at all write no file.
   *
   * @param lacks whether a sample has nothing, as a failed one
   */
  private void writeRecorded(
      String name, SortedSamples samples, Predicate<Sample> lacks, Function<Sample, Object> line)
      throws IOException {
    int first = 0;
    while (first < samples.size() && lacks.test(samples.get(first))) {
      first++;
    }
    int from = first;
    if (from < samples.size()) {
      WholeFile.write(
          folder.resolve(name),
          file -> {
            for (int i = from; i < samples.size(); i++) {
              Sample sample = samples.get(i);
              if (!lacks.test(sample)) {
                file.write(Json.line(line.apply(sample)) + "\n");
              }
            }
          });
    }
  }

  private static SampleLine line(Sample sample, Map<DocumentId, Question> asked) {
    SampleLine line = SampleLine.of(sample);
    Question question = asked.get(sample.document());
    return question == null ? line : line.beside(question);
  }

  private static List<Question> ordered(Collection<Question> documents, List<String> tasks) {
    Comparator<Question> order =
        Comparator.comparingInt((Question q) -> tasks.indexOf(q.document().task()))
            .thenComparingInt(q -> q.document().number());
    List<Question> sorted = documents.stream().sorted(order).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException(
            "twice in one run: " + sorted.get(i - 1) + " and " + sorted.get(i));
      }
    }
    return sorted;
  }

  /** Ends writing; without {@link #finish} the journal stays, all of it on the disk. */
  @Override
  public synchronized void close() {
    try (lock) {
      journal.close();
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": cannot be written: " + PlumblineException.reason(e), e);
    }
  }
}
