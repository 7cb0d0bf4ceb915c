package dev.plumbline.junit5;

import dev.plumbline.ci.BaselineFile;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came out of a {@link Sweep}. */
public final class SweepResult implements AutoCloseable {
  private final Run run;
  private final JudgedRun judged;
  private final Optional<Path> temporary;

  private SweepResult(SweepSettings settings, Run run, Optional<Path> temporary) {
    this.run = run;
    this.judged = new JudgedRun(run, settings.baseline(), settings.margin(), settings.alpha());
    this.temporary = temporary;
  }

  /** How a plan becomes a run in a new folder. */
  interface Sweeps {
    Run run(SweepPlan plan, Execution execution, Path folder);
  }

  static SweepResult of(SweepSettings settings, Sweeps sweeps) {
    if (settings.run().isPresent()) {
      Run run = Attribute.of("run", () -> Run.open(settings.run().get()));
      return new SweepResult(settings, run, Optional.empty());
    }
    // Before the long work.
    settings.baseline().ifPresent(file -> Attribute.of("baseline", () -> BaselineFile.read(file)));
    Path folder = newFolder();
    Run run = swept(settings, sweeps, folder);
    // What failed is for people to look at.
    boolean kept = run.manifest().failed() > 0;
    return new SweepResult(settings, run, kept ? Optional.empty() : Optional.of(folder));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("plumbline");
    } catch (IOException e) {
      throw new PlumblineException(
          "no folder for the run can be made: " + PlumblineException.reason(e));
    }
  }

  /** A run that breaks off leaves its folder, and what is thrown names it. */
  private static Run swept(SweepSettings settings, Sweeps sweeps, Path folder) {
    Path target = folder.resolve("run");
    try {
      return Attribute.all(() -> sweeps.run(settings.plan(), settings.execution(), target));
    } catch (PlumblineException e) {
      if (isBegun(folder)) {
        throw new PlumblineException(e.getMessage() + " (the run so far is in " + target + ")", e);
      }
      throw e;
    } catch (RuntimeException | Error e) {
      if (isBegun(folder)) {
        e.addSuppressed(new PlumblineException("the run so far is in " + target));
      }
      throw e;
    }
  }

  /** Removes a folder that nothing was written to. */
  private static boolean isBegun(Path folder) {
    try {
      return !Files.deleteIfExists(folder);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * The run; its folder is gone after the tests unless {@link Sweep#run} named it or some of its
   * samples failed.
   */
  public Run run() {
    return run;
  }

  /**
   * A curve of the run.
   *
   * @param name {@code task:metric} or {@code task:metric,filter}
   * @throws PlumblineException if the run has none of this name
   */
  public Curve curve(String name) {
    CurveId curve = CurveId.parse(name);
    List<Integer> depths =
        run.curves().stream()
            .filter(point -> point.curve().equals(curve))
            .filter(point -> point.point().variant().isEmpty())
            .map(point -> point.point().iterations())
            .toList();
    if (depths.isEmpty()) {
      List<String> there = run.curves().stream().map(p -> p.curve().toString()).distinct().toList();
      throw new PlumblineException(name + ": the run has no such curve; it has " + there);
    }
    return new Curve(curve, depths, judged);
  }

  /** Every task at every depth, in the run's order. */
  public List<Depth> depths() {
    return run.manifest().tasks().stream()
        .flatMap(
            task ->
                run.manifest().points().stream()
                    .filter(point -> point.variant().isEmpty())
                    .map(SweepPoint::iterations)
                    .map(r -> new Depth(task.name(), r, judged)))
        .toList();
  }

  @Override
  public void close() throws IOException {
    if (temporary.isPresent()) {
      try (Stream<Path> files = Files.walk(temporary.get())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
